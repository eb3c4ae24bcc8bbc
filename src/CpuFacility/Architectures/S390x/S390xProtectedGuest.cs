namespace CpuFacility.S390x;

/// <summary>
/// What becomes of a model when its guest runs protected (IBM Secure Execution): the ultravisor keeps some facilities from the guest.
/// </summary>
/// <remarks>The rule is QEMU's (<c>s390_has_feat</c> and <c>s390_fill_feat_block</c>). The definition stays the same.</remarks>
public static class S390xProtectedGuest
{
    /// <summary>The facilities of the model that a protected guest does not have.</summary>
    /// <param name="model">A model of an s390x registry.</param>
    /// <exception cref="ArgumentException">The model is of another architecture.</exception>
    public static FacilitySet GetLostWhenProtected(this CpuModel model)
    {
        ThrowIfForeign(model);
        return model.Facilities.Intersect(S390xFacilitySets.ProtectedCleared.Union(S390xFacilitySets.ProtectedAbsent));
    }

    /// <summary>The model as a protected guest sees it: without <see cref="GetLostWhenProtected"/>.</summary>
    /// <param name="model">A model of an s390x registry.</param>
    /// <exception cref="ArgumentException">The model is of another architecture.</exception>
    public static CpuModel AsProtectedGuest(this CpuModel model)
    {
        ThrowIfForeign(model);
        return model.WithFacilities(model.Facilities.Except(model.GetLostWhenProtected()));
    }

    /// <summary>
    /// The facilities whose bits are on in the blocks of a protected guest. They can be more than those of <see cref="AsProtectedGuest"/>: a few
    /// facilities, such as <c>ctop</c>, are kept from the guest although their bits stay.
    /// </summary>
    /// <param name="model">A model of an s390x registry.</param>
    /// <exception cref="ArgumentException">The model is of another architecture.</exception>
    public static FacilitySet GetReportedWhenProtected(this CpuModel model)
    {
        ThrowIfForeign(model);
        return model.Facilities.Except(S390xFacilitySets.ProtectedCleared);
    }

    private static void ThrowIfForeign(CpuModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Architecture != CpuArchitecture.S390x)
        {
            throw new ArgumentException($"The model is of {model.Architecture}, not of {CpuArchitecture.S390x}.", nameof(model));
        }
    }
}
