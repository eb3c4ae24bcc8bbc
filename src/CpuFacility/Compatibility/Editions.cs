namespace CpuFacility;

/// <summary>Which edition names the outcome when models of several releases meet: the one that knows more facilities.</summary>
internal static class Editions
{
    public static CpuModelRegistry Wider(CpuModel first, CpuModel second) => Wider(first.Registry, second.Registry);

    public static CpuModelRegistry Wider(CpuModelRegistry first, CpuModelRegistry second) =>
        first.Vocabulary.Known.IsSupersetOf(second.Vocabulary.Known) ? first : second;

    public static CpuModelRegistry Widest(CpuModelRegistry registry, ReadOnlySpan<CpuModel> models)
    {
        foreach (CpuModel model in models)
        {
            registry = Wider(registry, model.Registry);
        }

        return registry;
    }
}
