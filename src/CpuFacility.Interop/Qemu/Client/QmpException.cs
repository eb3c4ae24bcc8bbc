namespace CpuFacility.Qemu;

/// <summary>QEMU answered a command with an error. The connection stays usable.</summary>
public sealed class QmpException : Exception
{
    /// <summary>Makes an exception of an error reply.</summary>
    /// <param name="errorClass">QEMU's class of the error.</param>
    /// <param name="description">QEMU's words.</param>
    public QmpException(string errorClass, string description)
        : base($"{errorClass}: {description}")
    {
        Class = errorClass;
        Description = description;
    }

    /// <summary>QEMU's class of the error, such as <c>GenericError</c> or <c>CommandNotFound</c>: what programs can go by.</summary>
    public string Class { get; }

    /// <summary>QEMU's words, for people: they change between releases.</summary>
    public string Description { get; }
}
