namespace Microsoft.Build.Framework;

/// <summary>
/// MSBuild 18 runs tasks that carry an attribute of this name on threads of one process; it asks for the name alone, so that a task built against an older MSBuild can say it.
/// It promises: no current folder, no environment that changes, no state that is not locked.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
