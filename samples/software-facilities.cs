#:package CpuFacility@0.1.0-*

// Facilities done in software: what a guest gets, how that is named, and where it can move.
//
//   dotnet run samples/software-facilities.cs
//
// The story: a z13 host whose hypervisor emulates the vector facility. A guest asks for a z13 and gets it, partly in software. Its full name
// says so, by a tag. Then it is to move: to a host that emulates the same, to one that has the facility in hardware, and to one without it.
// Exit code: 0, or 1 if the guest cannot move anywhere.

using CpuFacility;
using CpuFacility.S390x;

CpuModelRegistry models = CpuModels.S390x;
FacilitySet vector = models.Catalog.CreateSet(S390xFacility.Vx);
HostCapability emulating = new(models.Parse("z13,vx=off"), emulated: vector, source: "a host that emulates");

// Ask, read back, compare.
FacilityNegotiation negotiation = emulating.Negotiate(models.Parse("z13,te=off"));
Console.WriteLine($"The guest asks for z13,te=off.\n{negotiation}\n");

// What the guest has in software becomes a part of its name.
TaggedModel guest = emulating.Tag(models.Parse("z13,te=off"));
Console.WriteLine($"For people:   {guest.ToShortString()}\nFor machines: {guest}\n");

// The same guest, to three hosts, under three policies.
(string Name, HostCapability Host)[] hosts =
[
    ("z14 that emulates, too", new(models.Parse("z14,vx=off"), emulated: vector)),
    ("z14 in hardware", new(models.Parse("z14"))),
    ("z13 without vectors", new(models.Parse("z13,vx=off"))),
];
bool canMove = false;
foreach ((string name, HostCapability host) in hosts)
{
    Console.WriteLine($"To a {name}:");
    foreach (MigrationPolicy policy in (MigrationPolicy[])[MigrationPolicy.Strict, MigrationPolicy.Effective, MigrationPolicy.HardwareOnly])
    {
        CompatibilityReport report = guest.CheckMigrationTo(host, policy);
        canMove |= report.IsCompatible;
        Console.WriteLine($"  {policy,-13}  {(report.IsCompatible ? "yes" : string.Join(' ', report.Reasons.Select(static reason => reason.Sentence)))}");
    }
}

return canMove ? 0 : 1;
