using System.Text.Json;
using CpuFacility.Qemu;
using CpuFacility.Testing;

namespace CpuFacility.Interop.Tests.Qemu;

public class QemuDictionaryOrderTests
{
    /// <summary>The order of the properties in real replies is the order in which QEMU walks them.</summary>
    [Fact]
    public void Sort_PropertiesOfRealReplies_KeepsQemusBuckets()
    {
        string[] files = Directory.GetFiles(RepositoryFolder.Locate("samples", "replies"), "*.json");
        Assert.NotEmpty(files);
        foreach (string file in files)
        {
            using JsonDocument reply = JsonDocument.Parse(File.ReadAllBytes(file));
            string[] names = [.. reply.RootElement.GetProperty("return").GetProperty("model").GetProperty("props")
                .EnumerateObject().Select(static property => property.Name)];
            IEnumerable<int> shuffled = QemuDictionaryOrder.Sort(names.Order().Select(static name => KeyValuePair.Create(name, 0)))
                .Select(static entry => QemuDictionaryOrder.BucketOf(entry.Key));
            Assert.Equal(names.Select(QemuDictionaryOrder.BucketOf), shuffled);
        }
    }

    [Fact]
    public void Sort_NamesOfOneBucket_GivesTheLastFirst()
    {
        string[] names = [.. CpuModels.S390x.Catalog.All.ToArray().Select(static index => CpuModels.S390x.Catalog.NameOf(CpuModels.S390x.Catalog[index]))
            .GroupBy(QemuDictionaryOrder.BucketOf).First(static bucket => bucket.Count() > 1)];
        Assert.Equal(
            names.Reverse(),
            QemuDictionaryOrder.Sort(names.Select(static name => KeyValuePair.Create(name, 0))).Select(static entry => entry.Key));
    }

    [Fact]
    public void BucketOf_LongName_IsABucket() => Assert.InRange(QemuDictionaryOrder.BucketOf(new string('é', 1000)), 0, 511);
}
