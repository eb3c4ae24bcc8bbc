using System.Globalization;
using CpuFacility.Arm;
using CpuFacility.Testing;

namespace CpuFacility.Tests.Architectures.Arm;

/// <summary>ID registers to sets and back.</summary>
public class ArmIdRegistersTests
{
    /// <summary>The values that guests of QEMU 11.1 read, recorded by running MRS in them.</summary>
    [SkippableFact]
    public void Registers_EachRecordedModel_AreThoseOfTheTableAndRoundTrip()
    {
        List<Dictionary<string, string>> rows = CsvRows.Read(SharedFolder.Require("facts", "aarch64", "idreg_values_qemu11.1.csv"));
        Assert.Equal(13, rows.Count);
        Assert.Equal(rows.Select(static row => row["model"]), CpuModels.Arm.Definitions.Select(static definition => definition.Name));
        foreach (Dictionary<string, string> row in rows)
        {
            CpuModel model = CpuModels.Arm.Parse(row["model"]);
            ArmIdRegisters registers = model.GetIdRegisters();
            Assert.Equal(Number(row["MIDR_EL1"]), ((ArmIdentity)model.Identity).Midr);
            foreach (ArmIdRegister register in ArmIdRegister.All)
            {
                ulong recorded = Number(row[register.Name]);
                Assert.True(recorded == registers[register], $"{model.Name} {register}");
                FacilitySet read = register.Read(recorded, out ulong unknown);
                Assert.Equal(recorded, register.Write(read, unknown));
                Assert.Equal(0UL, unknown & register.TrackedBits);
                Assert.Equal(read, model.Facilities.Intersect(register.Facilities));
            }
        }
    }

    [Law]
    public void Write_WhatWasReadWithItsUnknownBits_IsTheSameValue(ulong value, uint upper)
    {
        value ^= (ulong)upper << 32;
        foreach (ArmIdRegister register in ArmIdRegister.All)
        {
            FacilitySet read = register.Read(value, out ulong unknown);
            Assert.Equal(value, register.Write(read, unknown));

            // What was written by the set alone says the same, and has nothing unknown.
            ulong written = register.Write(read);
            Assert.Equal(read, register.Read(written, out ulong none));
            Assert.Equal(0UL, none);
            Assert.Equal(0UL, written & ~register.TrackedBits);
        }
    }

    [Law]
    public void GetCommon_TwoProcessors_IsTheIntersectionOfTheirSets(ulong first, ulong second, byte number)
    {
        ArmIdRegister register = ArmIdRegister.All[number % ArmIdRegister.All.Length];
        ArmIdRegisters one = ArmIdRegisters.Zero.With(register, first);
        ArmIdRegisters other = ArmIdRegisters.Zero.With(register, second);
        ArmIdRegisters common = one.GetCommon(other);
        Assert.Equal(one.Facilities.Intersect(other.Facilities), common.Facilities);
        Assert.Equal(common, other.GetCommon(one));
        Assert.Equal(common, common.GetCommon(one));
    }

    [Fact]
    public void GetUnknownFields_ValuesThatASetCannotSay_AreNamed()
    {
        ArmIdRegister register = ArmIdRegister.All[0];
        ArmIdRegisters registers = CpuModels.Arm.Parse("neoverse-v1").GetIdRegisters();
        Assert.Empty(registers.GetUnknownFields());

        // RME has no rule; 2 is no value of GIC that has a name.
        ArmIdRegisters odd = registers.With(register, (registers[register] & ~(0xFUL << 24)) | (1UL << 52) | (2UL << 24));
        Assert.Equal(["ID_AA64PFR0_EL1.RME", "ID_AA64PFR0_EL1.GIC"], odd.GetUnknownFields().Select(static field => field.ToString()));
        Assert.Equal(registers.Facilities.With(ArmFacility.Gicv3.Index), odd.Facilities);
    }

    [Fact]
    public void FromFacilities_SetOfAModel_HasItsTrackedFields()
    {
        foreach (CpuModel model in CpuModels.Arm.NamedModels)
        {
            ArmIdRegisters written = ArmIdRegisters.FromFacilities(model.Facilities);
            ArmIdRegisters published = model.GetIdRegisters();
            Assert.All(ArmField.All, field => Assert.Equal(field.IsTracked ? published.GetValue(field) : 0, written.GetValue(field)));
            Assert.Equal(model.Facilities.Except(ArmFacilities.VectorLengths), written.Facilities);
        }
    }

    [Fact]
    public void Encoding_KnownRegisters_IsThatOfTheInstruction()
    {
        Assert.True(ArmIdRegister.TryFind("ID_AA64PFR0_EL1", out ArmIdRegister? features));
        Assert.True(ArmIdRegister.TryFind("CTR_EL0", out ArmIdRegister? cache));

        // S3_0_C0_C4_0 and S3_3_C0_C0_1.
        Assert.Equal((0xC020, 0xD801), (features.Encoding, cache.Encoding));
        Assert.False(ArmIdRegister.TryFind("SVE", out _));
    }

    private static ulong Number(string text) => ulong.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
