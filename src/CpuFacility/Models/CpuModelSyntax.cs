namespace CpuFacility;

/// <summary>Which expressions for models are accepted.</summary>
public enum CpuModelSyntax
{
    /// <summary>
    /// Those of <see cref="QemuExact"/>, and beside them <c>+vx</c> and <c>-vx</c> for <c>vx=on</c> and <c>vx=off</c>, and names formed
    /// from the identity, such as <c>2964-ga2</c> for <c>z13.2</c>.
    /// </summary>
    Extended = 0,

    /// <summary>Exactly what QEMU takes after <c>-cpu</c> on that architecture.</summary>
    QemuExact = 1,
}
