namespace CpuFacility.Qemu;

/// <summary>An error as QMP replies with it.</summary>
/// <param name="Class">QEMU's class of errors, such as <c>GenericError</c>.</param>
/// <param name="Description">QEMU's words.</param>
internal sealed record QmpFailure(string Class, string Description)
{
    private const string GenericClass = "GenericError";
    private const string CommandNotFoundClass = "CommandNotFound";

    public static QmpFailure Generic(string description) => new(GenericClass, description);

    public static QmpFailure WrongType(string name, string expected) => Generic($"Invalid parameter type for '{name}', expected: {expected}");

    public static QmpFailure CommandNotFound(string description) => new(CommandNotFoundClass, description);

    public QemuJsonObject ToReply() => new QemuJsonObject().Add(
        "error", new QemuJsonObject().Add("class", Class).Add("desc", Description));
}
