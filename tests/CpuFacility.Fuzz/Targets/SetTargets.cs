using System.Text;

namespace CpuFacility.Fuzz.Targets;

/// <summary>Sets, masks and tags.</summary>
internal static class SetTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        FuzzTarget.OfText("set-text", ReadSet),
        new("set-utf8", ReadUtf8Set),
        new("set-bytes", ReadBytes),
        FuzzTarget.OfText("mask", ReadMask),
        FuzzTarget.OfText("tag", ReadTag),
    ];

    private static void ReadSet(string text)
    {
        bool isRead = FacilitySet.TryParse(text, out FacilitySet set, out FacilityFormatError error);
        Contract.Hold(isRead, error, text.Length, () => FacilitySet.Parse(text));
        Contract.That(isRead || set.IsEmpty, "a refused set is not empty");
        if (isRead)
        {
            CheckForms(set);
        }

        if (Ascii.IsValid(text))
        {
            bool isReadUtf8 = FacilitySet.TryParse(Encoding.ASCII.GetBytes(text), out FacilitySet other, out FacilityFormatError otherError);
            Contract.That(isReadUtf8 == isRead && other == set && otherError == error, "UTF-8 and UTF-16 differ");
        }
    }

    private static void ReadUtf8Set(byte[] text)
    {
        bool isRead = FacilitySet.TryParse(text, out FacilitySet set, out FacilityFormatError error);
        Contract.Hold(isRead, error, text.Length, () => FacilitySet.Parse(text));
        if (isRead)
        {
            CheckForms(set);
        }
    }

    private static void ReadBytes(byte[] bytes)
    {
        bool isRead = FacilitySet.TryFromBytes(bytes, out FacilitySet set, out FacilityFormatError error);
        if (!isRead)
        {
            Contract.That(set.IsEmpty && error.Position >= 0 && error.Position <= bytes.Length && error.Reason.Length > 0, "a bad refusal");
            return;
        }

        Contract.That(FacilitySet.FromBytes(bytes) == set, "the two forms differ");
        byte[] canonical = set.ToByteArray();
        Contract.That(canonical.AsSpan(0, Math.Min(bytes.Length, canonical.Length)).SequenceEqual(bytes), "other bytes come back");
        Contract.That(canonical.AsSpan(Math.Min(bytes.Length, canonical.Length)).IndexOfAnyExcept((byte)0) < 0, "bits from nowhere");
        CheckForms(set);
    }

    private static void CheckForms(in FacilitySet set)
    {
        Contract.That(FacilitySet.Parse(set.ToString()) == set, "range text reads back as another set");
        Contract.That(FacilitySet.Parse(set.ToString("X")) == set, "hexadecimal text reads back as another set");
        Contract.That(FacilitySet.FromBytes(set.ToByteArray()) == set, "bytes read back as another set");
    }

    private static void ReadMask(string text)
    {
        bool isRead = FacilityMask.TryParse(text, out FacilityMask mask, out FacilityFormatError error);
        Contract.Hold(isRead, error, text.Length, () => FacilityMask.Parse(text));
        if (isRead)
        {
            Contract.That(FacilityMask.Parse(mask.ToString()) == mask && FacilityMask.Parse(mask.ToString("x")) == mask, "text reads back as another mask");
        }
    }

    private static void ReadTag(string text)
    {
        bool isRead = SoftwareTag.TryParse(text, out SoftwareTag tag, out FacilityFormatError error);
        if (isRead)
        {
            Contract.That(error == default, "an error beside a success");
            Contract.That(SoftwareTag.TryParse(tag.ToString(), out SoftwareTag again, out _) && again == tag, "text reads back as another tag");
        }
        else
        {
            Contract.That(error.Position >= 0 && error.Position <= text.Length && error.Reason.Length > 0, "a bad refusal");
        }
    }
}
