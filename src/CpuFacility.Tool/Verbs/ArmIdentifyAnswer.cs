using System.Text.Json;
using CpuFacility.Arm;

namespace CpuFacility.Tool;

/// <summary>What an Arm processor is by its MIDR, and the models of the same part.</summary>
internal sealed class ArmIdentifyAnswer(HostDescription description) : IAnswer
{
    private readonly ArmIdentity _identity = (ArmIdentity)description.Host.Identity;

    private CpuModelRegistry Registry => description.Host.Registry;

    private CpuModelDefinition[] Found =>
    [
        .. Registry.Definitions.Where(definition => definition.Identity is ArmIdentity identity
            && (identity.ImplementerCode, identity.PartNumber) == (_identity.ImplementerCode, _identity.PartNumber)),
    ];

    public ExitCode ExitCode => Found.Length > 0 ? ExitCode.Yes : ExitCode.No;

    public void WriteText(TextOutput output)
    {
        output.WriteLine($"identity    {_identity}");
        foreach (CpuModelDefinition definition in Found)
        {
            output.WriteLine($"model       {definition.Name}: {definition.Title} (by implementer and part)");
        }

        if (Found.Length == 0)
        {
            output.WriteLine($"{Registry.Edition} has no model of that part.");
        }
    }

    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteString("edition", Registry.Edition);
        json.WriteString("identity", _identity.ToString());
        json.WriteStartObject("arm");
        ArmOutput.WriteIdentity(json, _identity);
        json.WriteEndObject();
        json.WriteStrings("models", Found.Select(static definition => definition.Name));
    }
}
