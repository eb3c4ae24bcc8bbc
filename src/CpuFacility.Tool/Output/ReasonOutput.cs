using System.Text.Json;

namespace CpuFacility.Tool;

/// <summary>How reasons and hosts look in JSON, wherever they are written.</summary>
internal static class ReasonOutput
{
    extension(Utf8JsonWriter json)
    {
        public void WriteReasons(string name, CpuModelRegistry registry, IEnumerable<CompatibilityReason> reasons)
        {
            json.WriteStartArray(name);
            foreach (CompatibilityReason reason in reasons)
            {
                json.WriteStartObject();
                json.WriteString("kind", NameOf(reason.Kind));
                json.WriteString("property", reason.Property);
                json.WriteFacilities("missing", registry, reason.Missing);
                json.WriteString("guest-setting", reason.GuestSetting);
                json.WriteStrings("hosts", reason.Hosts.Expressions);
                json.WriteString("sentence", reason.Sentence);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        /// <summary>What a host offers and how, as far as it is known.</summary>
        public void WriteHost(string name, HostCapability host)
        {
            json.WriteStartObject(name);
            json.WriteMembers(host.Offer);
            json.WriteString("source", host.Source);
            json.WriteFacilities("software", host.Registry, host.ActiveSoftware(host.Offered));
            json.WriteFacilities("hidden", host.Registry, host.Hidden);
            json.WriteNumber("unreported", host.Unreported.Count);
            json.WriteEndObject();
        }

        /// <summary>A guest with its tag.</summary>
        public void WriteGuest(string name, TaggedModel guest)
        {
            json.WriteStartObject(name);
            json.WriteMembers(guest.Model);
            json.WriteString("tag", guest.Tag.IsEmpty ? null : guest.Tag.ToString());
            if (guest.IsSoftwareKnown)
            {
                json.WriteFacilities("software", guest.Model.Registry, guest.Software);
            }
            else
            {
                json.WriteNull("software");
            }

            json.WriteEndObject();
        }
    }

    private static string NameOf(CompatibilityReasonKind kind) => kind switch
    {
        CompatibilityReasonKind.UnknownProperty => "unknown-property",
        CompatibilityReasonKind.SoftwareTag => "software-tag",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
