using CpuFacility.Testing;

namespace CpuFacility.Tool.Tests;

/// <summary>Approved output, a file each; CPUFACILITY_APPROVE=1 writes the files anew.</summary>
internal static class Approved
{
    public static void Check(string file, string actual)
    {
        string path = RepositoryFolder.Locate("tests", "CpuFacility.Tool.Tests", "Approved", file);
        if (Environment.GetEnvironmentVariable("CPUFACILITY_APPROVE") == "1")
        {
            File.WriteAllText(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"{file} is not approved yet: run with CPUFACILITY_APPROVE=1.");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
