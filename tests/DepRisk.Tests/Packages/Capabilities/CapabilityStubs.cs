namespace DepRisk.Tests.Packages.Capabilities;

/// <summary>Types that the framework of these tests does not have, with the members that Capabilities.tsv names and some that it does not.</summary>
internal static class CapabilityStubs
{
    /// <summary>Of a type that the framework has, without this member.</summary>
    public const string OldFramework = "namespace System { public class AppDomain { public object DefineDynamicAssembly() => null; public object ExecuteAssembly(string p) => null; public object GetAssemblies() => null; } }";

    public const string Source =
        """
        namespace System.Net.Http {
          public class WinHttpHandler { public int MaxConnections; }
          public class WebRequestHandler { public int Timeout; }
          public interface IHttpClientFactory { object CreateClient(string name); string Describe(); }
          public static class HttpClientFactoryExtensions { public static object CreateClient(IHttpClientFactory f) => null; public static object Other() => null; }
        }
        namespace Microsoft.Extensions.DependencyInjection { public static class HttpClientFactoryServiceCollectionExtensions { public static object AddHttpClient() => null; public static object Other() => null; } }
        namespace System.DirectoryServices.Protocols { public class LdapConnection { public void Bind() {} public void SendRequest() {} public int AuthType { get; set; } } }
        namespace System.DirectoryServices { public class DirectoryEntry { public DirectoryEntry(string p) {} public string Name => null; } }
        namespace System.ServiceModel {
          public class ChannelFactory<T> { public T CreateChannel() => default; public int State => 0; }
          public class ClientBase<T> { public int State => 0; }
        }
        namespace System.Management.Automation { public class PowerShell { public static PowerShell Create() => null; public object Invoke() => null; public object BeginInvoke() => null; public bool HadErrors => false; } }
        namespace System.ServiceProcess { public class ServiceController { public void Start() {} public void Stop() {} public void ExecuteCommand(int c) {} public int Status => 0; } }
        namespace Microsoft.Build.Utilities { public abstract class ToolTask { public int ExitCode => 0; } }
        namespace System.ComponentModel.Composition.Hosting { public class DirectoryCatalog { public DirectoryCatalog(string p) {} public string Path => null; } }
        namespace Microsoft.CodeAnalysis.CSharp.Scripting { public static class CSharpScript { public static object RunAsync(string c) => null; public static object EvaluateAsync(string c) => null; public static object Create(string c) => null; } }
        namespace Microsoft.CodeAnalysis { public abstract class Compilation { public object Emit(System.IO.Stream s) => null; public object GetDiagnostics() => null; } }
        namespace System.Runtime.Serialization.Formatters.Binary { public class BinaryFormatter { public object Deserialize(System.IO.Stream s) => null; public object UnsafeDeserialize(System.IO.Stream s) => null; public void Serialize(System.IO.Stream s, object o) {} } }
        namespace System.Runtime.Serialization {
          public interface IFormatter { object Deserialize(System.IO.Stream s); void Serialize(System.IO.Stream s, object o); }
          public class NetDataContractSerializer { public object Deserialize(System.IO.Stream s) => null; public object ReadObject(System.IO.Stream s) => null; public void WriteObject(object o) {} }
        }
        namespace System.Runtime.Serialization.Formatters.Soap { public class SoapFormatter { public object Deserialize(System.IO.Stream s) => null; public void Serialize(System.IO.Stream s, object o) {} } }
        namespace System.Web.UI {
          public class LosFormatter { public object Deserialize(string s) => null; public void Serialize(object o) {} }
          public class ObjectStateFormatter { public object Deserialize(string s) => null; public string Serialize(object o) => null; }
        }
        namespace System.Web.Script.Serialization { public class SimpleTypeResolver { public string ResolveTypeId() => null; } }
        namespace Newtonsoft.Json {
          public class JsonSerializerSettings { public int TypeNameHandling { get; set; } }
          public class JsonSerializer { public int TypeNameHandling { get; set; } }
        }
        namespace System.Resources { public class ResXResourceReader { public ResXResourceReader(string p) {} public object GetEnumerator() => null; public string BasePath => null; } }
        namespace System.Windows.Markup { public class XamlReader { public static object Load(System.IO.Stream s) => null; public static object Parse(string s) => null; public static object GetWpfSchemaContext() => null; } }
        namespace System.Xaml { public static class XamlServices { public static object Load(string s) => null; public static object Parse(string s) => null; public static string Save(object o) => null; } }
        namespace ICSharpCode.SharpZipLib.Zip {
          public class FastZip { public void ExtractZip(string z, string t) {} public void CreateZip(string z) {} }
          public class ZipFile { public object GetInputStream(long i) => null; public long Count => 0; }
          public class ZipInputStream { public object GetNextEntry() => null; public int Available => 0; }
        }
        namespace ICSharpCode.SharpZipLib.Tar {
          public class TarArchive { public void ExtractContents(string t) {} public void WriteEntry() {} }
          public class TarInputStream { public object GetNextEntry() => null; public long Available => 0; }
        }
        namespace Ionic.Zip {
          public class ZipFile { public void ExtractAll(string t) {} public void ExtractSelectedEntries(string t) {} public void AddFile(string f) {} }
          public class ZipEntry { public void Extract() {} public object OpenReader() => null; public string FileName => null; }
          public class ZipInputStream { public object GetNextEntry() => null; public string Password { get; set; } }
        }
        namespace SharpCompress.Archives { public static class IArchiveEntryExtensions { public static void WriteToDirectory(string t) {} public static bool IsComplete() => true; } }
        namespace SharpCompress.Readers {
          public static class IReaderExtensions { public static void WriteAllToDirectory(string t) {} public static bool IsSolid() => true; }
          public interface IReader { bool MoveToNextEntry(); bool Cancelled { get; } }
        }
        namespace System.CodeDom.Compiler { public abstract class CodeDomProvider { public object CompileAssemblyFromSource(string s) => null; public string CreateValidIdentifier(string s) => null; } }
        namespace Microsoft.CSharp { public class CSharpCodeProvider { public string FileExtension => null; } }
        namespace System.Security.Cryptography { public static class ProtectedData { public static byte[] Protect(byte[] b) => b; } public enum DataProtectionScope { CurrentUser } }
        namespace System.Security.Cryptography.Pkcs {
          public class SignedCms { public void ComputeSignature() {} public void CheckSignature(bool b) {} public void Decode(byte[] b) {} }
          public class EnvelopedCms { public void Encrypt() {} public void Decrypt() {} public void Decode(byte[] b) {} }
        }
        namespace System.Security.Cryptography.Xml {
          public class SignedXml { public void ComputeSignature() {} public bool CheckSignature() => true; public string SigningKeyName { get; set; } }
          public class EncryptedXml { public object Encrypt() => null; public void DecryptDocument() {} public string Mode { get; set; } }
        }
        """;
}
