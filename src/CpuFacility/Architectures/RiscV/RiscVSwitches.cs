namespace CpuFacility.RiscV;

/// <summary>Which of QEMU's switches leave an extension out: its own, and those of all that bring it back.</summary>
internal static class RiscVSwitches
{
    /// <summary>The settings that leave an extension out of a guest, as in <c>v=off,zve64d=off</c>; null if QEMU has no switch for one of them.</summary>
    /// <param name="facility">The extension.</param>
    /// <param name="guest">What the guest has, closed.</param>
    /// <param name="host">What the host has, closed and without the extension: what it has need not be switched off.</param>
    public static string? FindOff(int facility, in FacilitySet guest, in FacilitySet host)
    {
        FacilitySet off = FacilitySet.Create(facility);
        while (RiscVFacilities.Close(guest.Except(off)).Contains(facility))
        {
            off = off.With(FindSource(facility, guest.Except(off), host));
        }

        if (!off.IsSubsetOf(RiscVRegistry.Known))
        {
            return null;
        }

        var settings = new List<string>();
        foreach (int index in off)
        {
            settings.Add($"{RiscVRegistry.Catalog.Data.Names[index]}=off");
        }

        return string.Join(',', settings);
    }

    /// <summary>
    /// The first extension beyond the host's without which another is not implied; where several imply it, the one with which it goes when they are taken
    /// away one after the other, as what the host has does not imply it.
    /// </summary>
    private static int FindSource(int facility, in FacilitySet guest, in FacilitySet host)
    {
        FacilitySet beyond = guest.Except(host);
        foreach (int candidate in beyond)
        {
            if (!RiscVFacilities.Close(guest.Without(candidate)).Contains(facility))
            {
                return candidate;
            }
        }

        FacilitySet left = guest;
        int last = -1;
        foreach (int candidate in beyond)
        {
            if (RiscVFacilities.Close(left).Contains(facility))
            {
                left = left.Without(candidate);
                last = candidate;
            }
        }

        return last;
    }
}
