using System.IdentityModel.Tokens.Jwt;

var token = new JwtSecurityToken(issuer: "admin", audience: "orders");
Spectre.Console.AnsiConsole.WriteLine($"{token.Issuer}: {Contracts.Order.Schema()}");
