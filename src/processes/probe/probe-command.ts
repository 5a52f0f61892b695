import type { Command } from "commander";
import type { Answering } from "../probe.ts";
import type { ProbeWords } from "./probe-options.ts";

interface ReportOptions {
  readonly json?: boolean;
  readonly language?: string;
}

/** Adds the commands of the probe to the command line. */
export function addProbe(program: Command): void {
  const command = program
    .command("probe")
    .description("drive a SIP call centre with real calls and write what was measured as signed evidence")
    .option("--target <uri>", "the centre: sip:HOST:PORT, with ;transport=tcp where it wants that")
    .option("--code <number>", "the access code that is called")
    .option("--lines <count>", "calls at once: lines committed for the year", "30")
    .option("--hold <seconds>", "how long each call is held", "60")
    .option("--ramp <seconds>", "the calls begin spread over so long; default: a tenth of the hold, 10 s at the most")
    .option("--settle <seconds>", "sound is judged from so long after the answer on: as long as a notice lasts", "5")
    .option("--caller <number>", "the first number that calls; each call has the next one", "+628119900000")
    .option("--callers <count>", "so many numbers call in turn; default: as many as lines")
    .option("--local <address>", "address of this machine that calls")
    .option("--answer-as <uri...>", "answer as these phones of the centre: sip:USER@HOST:PORT")
    .option("--password-file <file>", "their password, or lines of USER PASSWORD")
    .option("--answer-local <address>", "address of this machine that the phones answer at")
    .option("--menu <branches>", "keys of a menu's branches, with a tone where one tells them: 1,2:440,3")
    .option("--menu-listen <seconds>", "the menu is listened to so long before keys are pressed", "3")
    .option("--menu-follow <seconds>", "and so long afterwards", "4")
    .option("--cdr <file or url>", "the centre's records: a CSV file, or an address that answers CSV or JSON")
    .option("--cdr-headers <file>", "header lines to ask that address with")
    .option("--instrument <file>", "key and calibration of this instrument; signs what was measured")
    .option("--test <number>", "the operational test that the evidence is for")
    .option("--device-list <sha256>", "digest of its device list")
    .option("--device <row>", "row of the device list that was measured")
    .option("--items <keys>", "only these items of the catalogue go into the evidence")
    .option("--out <file>", "the record to write; the evidence is written beside it")
    .action(async () => {
      const { probe } = await import("../probe.ts");
      // Trunks and hold time have defaults, so that the options are always complete.
      process.exitCode = await probe(command.opts<ProbeWords>(), answeringOf(command));
    });
  addAnswering(command);
  addAnswering(command.command("verify"))
    .description("compute every figure of a record again, offline; exit 1 when anything differs")
    .argument("<file>", "a record that the probe wrote")
    .action(async (file: string, _options: unknown, own: Command) => {
      const { verifyProbe } = await import("../probe.ts");
      process.exitCode = await verifyProbe(file, answeringOf(own));
    });
  addAnswering(command.command("instrument"))
    .description("make the key of an instrument")
    .requiredOption("--name <name>", "its name")
    .requiredOption("--serial <number>", "its serial number")
    .requiredOption("--calibration <number>", "number of the calibration certificate")
    .requiredOption("--valid-until <day>", "last day of the calibration, YYYY-MM-DD")
    .requiredOption("--key <file>", "the file to write; keep it to yourself")
    .action(
      async (
        options: Readonly<Record<"name" | "serial" | "calibration" | "validUntil" | "key", string>>,
        own: Command,
      ) => {
        const { makeInstrument } = await import("../probe.ts");
        process.exitCode = await makeInstrument({ ...options, out: options.key }, answeringOf(own));
      },
    );
}

function addAnswering(command: Command): Command {
  return command
    .option("--json", "answer with one JSON object; what happens meanwhile is told on standard error")
    .option("--language <language>", "id or en");
}

/** Options of a subcommand are merged with those of its parent command. */
function answeringOf(command: Command): Answering {
  const { json = false, language = "id" } = command.optsWithGlobals<ReportOptions>();
  return { json, language: language === "en" ? "en" : "id" };
}
