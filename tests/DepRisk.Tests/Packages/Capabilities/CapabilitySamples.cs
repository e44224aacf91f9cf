using DepRisk.Packages.Capabilities;

namespace DepRisk.Tests.Packages.Capabilities;

/// <summary>
/// For every line of Capabilities.tsv one statement that is the capability and one that is near and is not. <c>A&lt;T&gt;()</c> is an object
/// from somewhere. A line that takes back (sign -) has them the other way round: first what it takes back, then what still counts.
/// </summary>
internal static class CapabilitySamples
{
    /// <summary>Capability and type as in the file, <c>=></c>, the statement, <c>;;</c>, the near miss.</summary>
    public const string Text =
        """
        net System.Net.Http.HttpClient => A<System.Net.Http.HttpClient>().GetAsync("") ;; A<System.Net.Http.HttpClient>().BaseAddress = null
        net System.Net.Http.HttpMessageInvoker => A<System.Net.Http.HttpMessageInvoker>().SendAsync(null, default) ;; A<System.Net.Http.HttpMessageInvoker>().Dispose()
        net System.Net.Http.HttpClientHandler => new System.Net.Http.HttpClientHandler() ;; A<System.Net.Http.HttpClientHandler>().UseCookies = true
        net System.Net.Http.SocketsHttpHandler => new System.Net.Http.SocketsHttpHandler() ;; A<System.Net.Http.SocketsHttpHandler>().UseProxy = true
        net System.Net.Http.WinHttpHandler => new System.Net.Http.WinHttpHandler() ;; A<System.Net.Http.WinHttpHandler>().MaxConnections = 1
        net System.Net.Http.WebRequestHandler => new System.Net.Http.WebRequestHandler() ;; A<System.Net.Http.WebRequestHandler>().Timeout = 1
        net System.Net.Http.Json.HttpClientJsonExtensions => System.Net.Http.Json.HttpClientJsonExtensions.GetFromJsonAsync<int>(null, "") ;; System.Net.Http.Json.JsonContent.Create(1)
        net System.Net.Http.IHttpClientFactory => A<System.Net.Http.IHttpClientFactory>().CreateClient("") ;; A<System.Net.Http.IHttpClientFactory>().Describe()
        net System.Net.Http.HttpClientFactoryExtensions => System.Net.Http.HttpClientFactoryExtensions.CreateClient(null) ;; System.Net.Http.HttpClientFactoryExtensions.Other()
        net Microsoft.Extensions.DependencyInjection.HttpClientFactoryServiceCollectionExtensions => Microsoft.Extensions.DependencyInjection.HttpClientFactoryServiceCollectionExtensions.AddHttpClient() ;; Microsoft.Extensions.DependencyInjection.HttpClientFactoryServiceCollectionExtensions.Other()
        net System.Net.WebRequest => System.Net.WebRequest.Create("") ;; A<System.Net.WebRequest>().Method = ""
        net System.Net.HttpWebRequest => A<System.Net.HttpWebRequest>().GetRequestStream(out _) ;; A<System.Net.HttpWebRequest>().Accept = ""
        net System.Net.FtpWebRequest => new System.Func<System.Net.WebResponse>(A<System.Net.FtpWebRequest>().GetResponse).Invoke() ;; A<System.Net.FtpWebRequest>().EnableSsl = true
        net System.Net.WebClient => A<System.Net.WebClient>().DownloadString("") ;; A<System.Net.WebClient>().Encoding = null
        net System.Net.Dns => System.Net.Dns.GetHostAddresses("") ;; System.Net.IPAddress.Parse("")
        net-  System.Net.Dns => System.Net.Dns.GetHostName() ;; System.Net.Dns.GetHostEntry("")
        net System.Net.HttpListener => new System.Net.HttpListener() ;; A<System.Net.HttpListener>().Prefixes.Clear()
        net System.Net.Sockets.Socket => A<System.Net.Sockets.Socket>().Connect("", 1) ;; A<System.Net.Sockets.Socket>().Blocking = true
        net System.Net.Sockets.SocketTaskExtensions => System.Net.Sockets.SocketTaskExtensions.ConnectAsync(null, null) ;; A<System.Net.Sockets.SocketAsyncEventArgs>().SetBuffer(0, 0)
        net System.Net.Sockets.TcpClient => new System.Net.Sockets.TcpClient() ;; A<System.Net.Sockets.TcpClient>().NoDelay = true
        net System.Net.Sockets.TcpListener => A<System.Net.Sockets.TcpListener>().Start() ;; A<System.Net.Sockets.TcpListener>().Stop()
        net System.Net.Sockets.UdpClient => A<System.Net.Sockets.UdpClient>().Send(null, 0) ;; A<System.Net.Sockets.UdpClient>().Close()
        net System.Net.NetworkInformation.Ping => new System.Net.NetworkInformation.Ping() ;; System.Net.NetworkInformation.NetworkInterface.GetAllNetworkInterfaces()
        net System.Net.Mail.SmtpClient => new System.Net.Mail.SmtpClient() ;; new System.Net.Mail.MailMessage()
        net System.Net.WebSockets.ClientWebSocket => A<System.Net.WebSockets.ClientWebSocket>().ConnectAsync(null, default) ;; A<System.Net.WebSockets.ClientWebSocket>().Abort()
        net System.Net.Quic.QuicConnection => System.Net.Quic.QuicConnection.ConnectAsync(null) ;; A<System.Net.Quic.QuicConnection>().DisposeAsync()
        net System.Net.Quic.QuicListener => System.Net.Quic.QuicListener.ListenAsync(null) ;; A<System.Net.Quic.QuicListener>().DisposeAsync()
        net System.IO.Pipes.NamedPipeClientStream => A<System.IO.Pipes.NamedPipeClientStream>().Connect() ;; new System.IO.Pipes.AnonymousPipeClientStream("")
        net System.IO.Pipes.NamedPipeServerStream => A<System.IO.Pipes.NamedPipeServerStream>().WaitForConnection() ;; A<System.IO.Pipes.NamedPipeServerStream>().Disconnect()
        net System.Xml.XmlUrlResolver => new System.Xml.XmlUrlResolver() ;; A<System.Xml.XmlUrlResolver>().ResolveUri(null, "")
        net System.DirectoryServices.Protocols.LdapConnection => A<System.DirectoryServices.Protocols.LdapConnection>().Bind() ;; A<System.DirectoryServices.Protocols.LdapConnection>().AuthType = 1
        net System.DirectoryServices.DirectoryEntry => new System.DirectoryServices.DirectoryEntry("") ;; A<System.DirectoryServices.DirectoryEntry>().Name.ToString()
        net System.ServiceModel.ChannelFactory`1 => A<System.ServiceModel.ChannelFactory<int>>().CreateChannel() ;; A<System.ServiceModel.ChannelFactory<int>>().State.ToString()
        net System.ServiceModel.ClientBase`1 => new System.ServiceModel.ClientBase<int>() ;; A<System.ServiceModel.ClientBase<int>>().State.ToString()
        process System.Diagnostics.Process => System.Diagnostics.Process.Start("") ;; System.Diagnostics.Process.GetCurrentProcess()
        process Microsoft.VisualBasic.Interaction => Microsoft.VisualBasic.Interaction.Shell("") ;; Microsoft.VisualBasic.Interaction.Beep()
        process System.Management.Automation.PowerShell => System.Management.Automation.PowerShell.Create() ;; A<System.Management.Automation.PowerShell>().HadErrors.ToString()
        process System.ServiceProcess.ServiceController => A<System.ServiceProcess.ServiceController>().Start() ;; A<System.ServiceProcess.ServiceController>().Status.ToString()
        process Microsoft.Build.Utilities.ToolTask => new Tool() ;; A<Microsoft.Build.Utilities.ToolTask>().ExitCode.ToString()
        dynload System.Reflection.Assembly => System.Reflection.Assembly.Load("") ;; System.Reflection.Assembly.GetExecutingAssembly().GetType("")
        dynload System.AppDomain => System.AppDomain.CurrentDomain.Load("") ;; System.AppDomain.CurrentDomain.GetAssemblies()
        dynload System.Activator => System.Activator.CreateInstanceFrom("", "") ;; System.Activator.CreateInstance(null)
        dynload System.Runtime.Loader.AssemblyLoadContext => System.Runtime.Loader.AssemblyLoadContext.Default.LoadFromAssemblyPath("") ;; System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(null)
        dynload System.Runtime.InteropServices.NativeLibrary => System.Runtime.InteropServices.NativeLibrary.Load("") ;; System.Runtime.InteropServices.NativeLibrary.GetExport(0, "")
        dynload System.ComponentModel.Composition.Hosting.DirectoryCatalog => new System.ComponentModel.Composition.Hosting.DirectoryCatalog("") ;; A<System.ComponentModel.Composition.Hosting.DirectoryCatalog>().Path.ToString()
        dynload Microsoft.CodeAnalysis.CSharp.Scripting.CSharpScript => Microsoft.CodeAnalysis.CSharp.Scripting.CSharpScript.RunAsync("") ;; Microsoft.CodeAnalysis.CSharp.Scripting.CSharpScript.Create("")
        deserialization System.Runtime.Serialization.Formatters.Binary.BinaryFormatter => A<stubs::System.Runtime.Serialization.Formatters.Binary.BinaryFormatter>().Deserialize(null) ;; A<stubs::System.Runtime.Serialization.Formatters.Binary.BinaryFormatter>().Serialize(null, null)
        deserialization System.Runtime.Serialization.IFormatter => A<stubs::System.Runtime.Serialization.IFormatter>().Deserialize(null) ;; A<stubs::System.Runtime.Serialization.IFormatter>().Serialize(null, null)
        deserialization System.Runtime.Serialization.NetDataContractSerializer => A<System.Runtime.Serialization.NetDataContractSerializer>().ReadObject(null) ;; A<System.Runtime.Serialization.DataContractSerializer>().ReadObject(A<System.IO.Stream>())
        deserialization System.Runtime.Serialization.Formatters.Soap.SoapFormatter => A<System.Runtime.Serialization.Formatters.Soap.SoapFormatter>().Deserialize(null) ;; A<System.Runtime.Serialization.Formatters.Soap.SoapFormatter>().Serialize(null, null)
        deserialization System.Web.UI.LosFormatter => A<System.Web.UI.LosFormatter>().Deserialize("") ;; A<System.Web.UI.LosFormatter>().Serialize(null)
        deserialization System.Web.UI.ObjectStateFormatter => A<System.Web.UI.ObjectStateFormatter>().Deserialize("") ;; A<System.Web.UI.ObjectStateFormatter>().Serialize(null)
        deserialization System.Web.Script.Serialization.SimpleTypeResolver => new System.Web.Script.Serialization.SimpleTypeResolver() ;; System.Text.Json.JsonSerializer.Deserialize<object>("")
        deserialization Newtonsoft.Json.JsonSerializerSettings => A<Newtonsoft.Json.JsonSerializerSettings>().TypeNameHandling = 1 ;; A<Newtonsoft.Json.JsonSerializerSettings>().TypeNameHandling.ToString()
        deserialization Newtonsoft.Json.JsonSerializer => A<Newtonsoft.Json.JsonSerializer>().TypeNameHandling = 1 ;; new Newtonsoft.Json.JsonSerializer()
        deserialization System.Data.DataSet => A<System.Data.DataSet>().ReadXml("") ;; A<System.Data.DataSet>().WriteXml("")
        deserialization System.Data.DataTable => A<System.Data.DataTable>().ReadXml("") ;; A<System.Data.DataTable>().WriteXml("")
        deserialization System.Resources.ResXResourceReader => new System.Resources.ResXResourceReader("") ;; A<System.Resources.ResXResourceReader>().BasePath.ToString()
        deserialization System.Windows.Markup.XamlReader => System.Windows.Markup.XamlReader.Parse("") ;; System.Windows.Markup.XamlReader.GetWpfSchemaContext()
        deserialization System.Xaml.XamlServices => System.Xaml.XamlServices.Parse("") ;; System.Xaml.XamlServices.Save(null)
        archive System.IO.Compression.ZipFile => System.IO.Compression.ZipFile.ExtractToDirectory("", "") ;; System.IO.Compression.ZipFile.CreateFromDirectory("", "")
        archive System.IO.Compression.ZipFileExtensions => System.IO.Compression.ZipFileExtensions.ExtractToFile(null, "") ;; System.IO.Compression.ZipFileExtensions.CreateEntryFromFile(null, "", "")
        archive System.IO.Compression.ZipArchive => A<System.IO.Compression.ZipArchive>().Entries.ToString() ;; A<System.IO.Compression.ZipArchive>().CreateEntry("").Open()
        archive System.Formats.Tar.TarFile => System.Formats.Tar.TarFile.ExtractToDirectory("", "", true) ;; System.Formats.Tar.TarFile.CreateFromDirectory("", "", true)
        archive System.Formats.Tar.TarReader => A<System.Formats.Tar.TarReader>().GetNextEntry() ;; new System.IO.Compression.GZipStream(null, System.IO.Compression.CompressionMode.Decompress)
        archive System.Formats.Tar.TarEntry => A<System.Formats.Tar.TarEntry>().ExtractToFile("", true) ;; A<System.Formats.Tar.TarEntry>().Name.ToString()
        archive ICSharpCode.SharpZipLib.Zip.FastZip => A<ICSharpCode.SharpZipLib.Zip.FastZip>().ExtractZip("", "") ;; A<ICSharpCode.SharpZipLib.Zip.FastZip>().CreateZip("")
        archive ICSharpCode.SharpZipLib.Zip.ZipFile => A<ICSharpCode.SharpZipLib.Zip.ZipFile>().GetInputStream(1) ;; A<ICSharpCode.SharpZipLib.Zip.ZipFile>().Count.ToString()
        archive ICSharpCode.SharpZipLib.Zip.ZipInputStream => A<ICSharpCode.SharpZipLib.Zip.ZipInputStream>().GetNextEntry() ;; A<ICSharpCode.SharpZipLib.Zip.ZipInputStream>().Available.ToString()
        archive ICSharpCode.SharpZipLib.Tar.TarArchive => A<ICSharpCode.SharpZipLib.Tar.TarArchive>().ExtractContents("") ;; A<ICSharpCode.SharpZipLib.Tar.TarArchive>().WriteEntry()
        archive ICSharpCode.SharpZipLib.Tar.TarInputStream => A<ICSharpCode.SharpZipLib.Tar.TarInputStream>().GetNextEntry() ;; A<ICSharpCode.SharpZipLib.Tar.TarInputStream>().Available.ToString()
        archive Ionic.Zip.ZipFile => A<Ionic.Zip.ZipFile>().ExtractAll("") ;; A<Ionic.Zip.ZipFile>().AddFile("")
        archive Ionic.Zip.ZipEntry => A<Ionic.Zip.ZipEntry>().Extract() ;; A<Ionic.Zip.ZipEntry>().FileName.ToString()
        archive Ionic.Zip.ZipInputStream => A<Ionic.Zip.ZipInputStream>().GetNextEntry() ;; A<Ionic.Zip.ZipInputStream>().Password = ""
        archive SharpCompress.Archives.IArchiveEntryExtensions => SharpCompress.Archives.IArchiveEntryExtensions.WriteToDirectory("") ;; SharpCompress.Archives.IArchiveEntryExtensions.IsComplete()
        archive SharpCompress.Readers.IReaderExtensions => SharpCompress.Readers.IReaderExtensions.WriteAllToDirectory("") ;; SharpCompress.Readers.IReaderExtensions.IsSolid()
        archive SharpCompress.Readers.IReader => A<SharpCompress.Readers.IReader>().MoveToNextEntry() ;; A<SharpCompress.Readers.IReader>().Cancelled.ToString()
        pinvoke System.Runtime.InteropServices.Marshal => System.Runtime.InteropServices.Marshal.GetDelegateForFunctionPointer<System.Action>(0) ;; System.Runtime.InteropServices.Marshal.SizeOf<int>()
        emit System.Reflection.Emit.AssemblyBuilder => System.Reflection.Emit.AssemblyBuilder.DefineDynamicAssembly(null, default) ;; A<System.Reflection.Emit.AssemblyBuilder>().GetDynamicModule("")
        emit System.Reflection.Emit.PersistedAssemblyBuilder => new System.Reflection.Emit.PersistedAssemblyBuilder(null, null) ;; System.Reflection.MethodBase.GetCurrentMethod()
        emit System.AppDomain => A<old::System.AppDomain>().DefineDynamicAssembly() ;; A<old::System.AppDomain>().GetAssemblies()
        emit System.Reflection.Emit.DynamicMethod => new System.Reflection.Emit.DynamicMethod("", null, null) ;; A<System.Reflection.MethodInfo>().Invoke(null, null)
        emit System.Reflection.Emit.ILGenerator => A<System.Reflection.Emit.ILGenerator>().Emit(default) ;; A<System.Reflection.Emit.ILGenerator>().ILOffset.ToString()
        emit System.Reflection.Emit.TypeBuilder => A<System.Reflection.Emit.TypeBuilder>().CreateType() ;; A<System.Reflection.Emit.TypeBuilder>().SetParent(null)
        emit System.Linq.Expressions.LambdaExpression => A<System.Linq.Expressions.LambdaExpression>().Compile() ;; System.Linq.Expressions.Expression.Lambda(null)
        emit System.Linq.Expressions.Expression`1 => A<System.Linq.Expressions.Expression<System.Action>>().Compile() ;; A<System.Linq.Expressions.Expression<System.Action>>().Update(null, null)
        emit System.CodeDom.Compiler.CodeDomProvider => A<System.CodeDom.Compiler.CodeDomProvider>().CompileAssemblyFromSource("") ;; A<System.CodeDom.Compiler.CodeDomProvider>().CreateValidIdentifier("")
        emit Microsoft.CSharp.CSharpCodeProvider => new Microsoft.CSharp.CSharpCodeProvider() ;; A<Microsoft.CSharp.CSharpCodeProvider>().FileExtension.ToString()
        emit Microsoft.CodeAnalysis.Compilation => A<Microsoft.CodeAnalysis.Compilation>().Emit(null) ;; A<Microsoft.CodeAnalysis.Compilation>().GetDiagnostics()
        emit Microsoft.CodeAnalysis.CSharp.Scripting.CSharpScript => Microsoft.CodeAnalysis.CSharp.Scripting.CSharpScript.EvaluateAsync("") ;; Microsoft.CodeAnalysis.CSharp.Scripting.CSharpScript.Create("")
        crypto System.Security.Cryptography.SymmetricAlgorithm => A<System.Security.Cryptography.SymmetricAlgorithm>().CreateEncryptor() ;; A<System.Security.Cryptography.SymmetricAlgorithm>().Clear()
        crypto System.Security.Cryptography.Aes* => System.Security.Cryptography.Aes.Create() ;; System.Security.Cryptography.SHA256.HashData(new byte[0])
        crypto System.Security.Cryptography.Rijndael* => System.Security.Cryptography.Rijndael.Create() ;; System.Security.Cryptography.RandomNumberGenerator.GetBytes(1)
        crypto System.Security.Cryptography.DES* => System.Security.Cryptography.DES.Create() ;; System.Security.Cryptography.MD5.Create()
        crypto System.Security.Cryptography.TripleDES* => System.Security.Cryptography.TripleDES.Create() ;; System.Security.Cryptography.SHA1.Create()
        crypto System.Security.Cryptography.RC2* => System.Security.Cryptography.RC2.Create() ;; System.Security.Cryptography.SHA512.Create()
        crypto System.Security.Cryptography.ChaCha20Poly1305 => new System.Security.Cryptography.ChaCha20Poly1305(null) ;; new System.Security.Cryptography.CryptographicException()
        crypto System.Security.Cryptography.AsymmetricAlgorithm => A<System.Security.Cryptography.AsymmetricAlgorithm>().ExportPkcs8PrivateKey() ;; A<System.Security.Cryptography.AsymmetricAlgorithm>().Dispose()
        crypto System.Security.Cryptography.RSA* => System.Security.Cryptography.RSA.Create() ;; System.Security.Cryptography.HashAlgorithmName.SHA256.ToString()
        crypto- System.Security.Cryptography.RSAParameters => A<Holder>().Rsa.Exponent = null ;; System.Security.Cryptography.RSA.Create()
        crypto- System.Security.Cryptography.RSASignaturePadding* => System.Security.Cryptography.RSASignaturePadding.Pss.ToString() ;; System.Security.Cryptography.RSA.Create(1)
        crypto- System.Security.Cryptography.RSAEncryptionPadding* => System.Security.Cryptography.RSAEncryptionPadding.Pkcs1.ToString() ;; System.Security.Cryptography.RSA.Create(1)
        crypto System.Security.Cryptography.DSA* => System.Security.Cryptography.DSA.Create() ;; new System.Security.Cryptography.Oid()
        crypto- System.Security.Cryptography.DSAParameters => A<Holder>().Dsa.Counter = 1 ;; System.Security.Cryptography.DSA.Create()
        crypto- System.Security.Cryptography.DSASignatureFormat => System.Security.Cryptography.DSASignatureFormat.Rfc3279DerSequence.ToString() ;; System.Security.Cryptography.DSA.Create()
        crypto System.Security.Cryptography.ECDsa* => System.Security.Cryptography.ECDsa.Create() ;; System.Security.Cryptography.ECCurve.CreateFromValue("")
        crypto System.Security.Cryptography.ECDiffieHellman* => System.Security.Cryptography.ECDiffieHellman.Create() ;; System.Security.Cryptography.ECCurve.NamedCurves.nistP256.ToString()
        crypto System.Security.Cryptography.HMAC* => new System.Security.Cryptography.HMACSHA256() ;; System.Security.Cryptography.IncrementalHash.CreateHash(default)
        crypto System.Security.Cryptography.Rfc2898DeriveBytes => System.Security.Cryptography.Rfc2898DeriveBytes.Pbkdf2("", new byte[0], 1, default, 1) ;; System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(default, default)
        crypto System.Security.Cryptography.HKDF => System.Security.Cryptography.HKDF.Extract(default, null) ;; System.Security.Cryptography.CryptographicOperations.ZeroMemory(default)
        crypto System.Security.Cryptography.CryptoStream => new System.Security.Cryptography.CryptoStream(null, null, default) ;; A<System.Security.Cryptography.CryptoStream>().Flush()
        crypto System.Security.Cryptography.ProtectedData => System.Security.Cryptography.ProtectedData.Protect(null) ;; System.Security.Cryptography.DataProtectionScope.CurrentUser.ToString()
        crypto System.Security.Cryptography.Pkcs.SignedCms => A<System.Security.Cryptography.Pkcs.SignedCms>().ComputeSignature() ;; A<System.Security.Cryptography.Pkcs.SignedCms>().Decode(null)
        crypto System.Security.Cryptography.Pkcs.EnvelopedCms => A<System.Security.Cryptography.Pkcs.EnvelopedCms>().Decrypt() ;; A<System.Security.Cryptography.Pkcs.EnvelopedCms>().Decode(null)
        crypto System.Security.Cryptography.Xml.SignedXml => A<System.Security.Cryptography.Xml.SignedXml>().CheckSignature() ;; A<System.Security.Cryptography.Xml.SignedXml>().SigningKeyName = ""
        crypto System.Security.Cryptography.Xml.EncryptedXml => A<System.Security.Cryptography.Xml.EncryptedXml>().DecryptDocument() ;; A<System.Security.Cryptography.Xml.EncryptedXml>().Mode = ""
        crypto System.Security.Cryptography.X509Certificates.X509Certificate2 => new System.Security.Cryptography.X509Certificates.X509Certificate2("") ;; A<System.Security.Cryptography.X509Certificates.X509Certificate2>().Thumbprint.ToString()
        crypto System.Security.Cryptography.X509Certificates.X509CertificateLoader => System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificateFromFile("") ;; A<System.Security.Cryptography.X509Certificates.X509Certificate2>().Verify()
        crypto System.Security.Cryptography.X509Certificates.X509Store => new System.Security.Cryptography.X509Certificates.X509Store() ;; A<System.Security.Cryptography.X509Certificates.X509Store>().Close()
        crypto System.Security.Cryptography.X509Certificates.X509Chain => A<System.Security.Cryptography.X509Certificates.X509Chain>().Build(null) ;; A<System.Security.Cryptography.X509Certificates.X509Chain>().Reset()
        filesystem System.IO.File => System.IO.File.WriteAllText("", "") ;; System.IO.File.ReadAllText("")
        filesystem System.IO.FileInfo => A<System.IO.FileInfo>().MoveTo("") ;; A<System.IO.FileInfo>().OpenRead()
        filesystem System.IO.Directory => System.IO.Directory.Delete("") ;; System.IO.Directory.GetFiles("")
        filesystem- System.IO.Directory => System.IO.Directory.SetCurrentDirectory("") ;; System.IO.Directory.CreateDirectory("")
        filesystem System.IO.DirectoryInfo => A<System.IO.DirectoryInfo>().Create() ;; A<System.IO.DirectoryInfo>().GetFiles()
        filesystem System.IO.FileSystemInfo => A<System.IO.FileSystemInfo>().Delete() ;; A<System.IO.FileSystemInfo>().Refresh()
        filesystem System.IO.FileStream => new System.IO.FileStream("", System.IO.FileMode.Create) ;; new System.IO.FileStream(A<Microsoft.Win32.SafeHandles.SafeFileHandle>(), System.IO.FileAccess.Read)
        filesystem System.IO.StreamWriter => new System.IO.StreamWriter("") ;; new System.IO.StreamWriter(A<System.IO.Stream>())
        filesystem System.IO.Path => System.IO.Path.GetTempFileName() ;; System.IO.Path.GetTempPath()
        filesystem System.IO.MemoryMappedFiles.MemoryMappedFile => System.IO.MemoryMappedFiles.MemoryMappedFile.CreateFromFile("") ;; System.IO.MemoryMappedFiles.MemoryMappedFile.OpenExisting("")
        filesystem System.IO.IsolatedStorage.IsolatedStorageFile => A<System.IO.IsolatedStorage.IsolatedStorageFile>().CreateFile("") ;; A<System.IO.IsolatedStorage.IsolatedStorageFile>().FileExists("")
        environment System.Environment => System.Environment.GetEnvironmentVariable("") ;; System.Environment.NewLine.ToString()
        registry Microsoft.Win32.Registry => Microsoft.Win32.Registry.LocalMachine.ToString() ;; Microsoft.Win32.RegistryHive.LocalMachine.ToString()
        registry Microsoft.Win32.RegistryKey => A<Microsoft.Win32.RegistryKey>().OpenSubKey("") ;; A<Microsoft.Win32.RegistryKey>().Name.ToString()
        """;

    public static IReadOnlyDictionary<string, (string Statement, string NearMiss)> All { get; } = Text.Split('\n')
        .Select(line => line.Split(" => "))
        .ToDictionary(
            parts => string.Join(' ', parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            parts => (parts[1].Split(" ;; ")[0], parts[1].Split(" ;; ")[1].Trim()),
            StringComparer.Ordinal);
}
