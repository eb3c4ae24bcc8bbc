using CpuFacility.Tool;

return await CommandLine.RunAsync(args, Terminal.FromConsole());
