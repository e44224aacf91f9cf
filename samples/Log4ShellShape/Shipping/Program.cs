Console.WriteLine(Core.Parcel.Schema());
