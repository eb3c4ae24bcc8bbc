namespace CpuFacility;

/// <summary>What can be said of properties without a name: the same property with the same value is the same, everything else is open.</summary>
internal static class UnknownProperties
{
    public static bool HaveSame(CpuModel first, CpuModel second) => AreWithin(first, second) && AreWithin(second, first);

    public static bool AreWithin(CpuModel inner, CpuModel outer)
    {
        foreach (CpuModelProperty property in inner.UnknownProperties)
        {
            if (!outer.UnknownProperties.Contains(property))
            {
                return false;
            }
        }

        return true;
    }
}
