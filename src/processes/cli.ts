// The command line: `npx sambung …`.
import { Command } from "commander";
import { describeSettings, readSettings, type Settings } from "../platform/config/index.ts";
import { openLog } from "../platform/telemetry/index.ts";
import { addProbe } from "./probe/probe-command.ts";

/** The settings; on invalid settings prints the reasons to standard error and exits with 1. */
function settingsOrExit(): Settings {
  const read = readSettings(process.env);
  if (read.ok) return read.value;
  process.stderr.write(`Sambung cannot start:\n${read.refusal.lines.map((line) => `  - ${line}`).join("\n")}\n`);
  process.exit(1);
}

interface RestoreOptions {
  readonly from: string;
  readonly check?: boolean;
  readonly passphraseFile?: string;
  readonly anchor?: string;
}

const program = new Command("sambung").description("Licensing and service of Indonesian call centres in one program");

program
  .command("start")
  .description("start everything and keep it running")
  .action(async () => {
    const { start } = await import("./start.ts");
    await start(settingsOrExit(), process.env);
  });

program
  .command("demo")
  .description("play the whole story on a fresh data folder and leave the system running to look at")
  .option("--exit", "end when the story is told")
  .action(async (options: { readonly exit?: boolean }) => {
    const { playDemo } = await import("./demo.ts");
    await playDemo({ exit: options.exit === true });
  });

program
  .command("migrate")
  .description("bring the database of DATABASE_URL or of a stopped data folder to the newest shape")
  .action(async () => {
    const settings = settingsOrExit();
    const { migrateOnly } = await import("./maintenance.ts");
    await migrateOnly(settings, openLog({ process: "migrate", level: settings.logLevel }));
  });

program
  .command("verify")
  .description("say what a signed decree is worth, offline")
  .argument("<file>", "a PDF")
  .option("--anchor <pem>", "certificate of the authority to trust; default: this installation's own")
  .option("--english", "answer in English")
  .action(async (file: string, options: { readonly anchor?: string; readonly english?: boolean }) => {
    const { verifyFile } = await import("./maintenance.ts");
    const locale = options.english === true ? "en" : "id";
    process.exitCode = await verifyFile({
      file,
      anchor: options.anchor,
      dataFolder: settingsOrExit().dataFolder,
      locale,
    });
  });

program
  .command("audit")
  .description("the audit log")
  .command("verify")
  .description("compute the whole chain again; exit 1 when it is broken")
  .action(async () => {
    const settings = settingsOrExit();
    const { verifyAuditLog } = await import("./maintenance.ts");
    process.exitCode = await verifyAuditLog(settings, openLog({ process: "audit", level: settings.logLevel }));
  });

program
  .command("backup")
  .description("copy database, files and keys into a new folder, also while Sambung runs")
  .requiredOption("--to <folder>", "a folder that does not exist yet, or is empty")
  .option("--without-database", "files and keys only, where DATABASE_URL names a server with a backup of its own")
  .option("--passphrase-file <file>", "encrypt the backup with the passphrase in this file")
  .action(
    async (options: { readonly to: string; readonly withoutDatabase?: boolean; readonly passphraseFile?: string }) => {
      const settings = settingsOrExit();
      const { backUp } = await import("./backup.ts");
      const log = openLog({ process: "backup", level: settings.logLevel });
      const { to: target, withoutDatabase = false } = options;
      const files = { passphraseFile: options.passphraseFile };
      process.exitCode = await backUp({ settings, log, target, withoutDatabase, files });
    },
  );

program
  .command("restore")
  .description("put a backup into an empty data folder (SAMBUNG_DATA)")
  .requiredOption("--from <folder>", "a folder made by backup")
  .option("--check", "only compare the backup with its manifest; write nothing")
  .option("--passphrase-file <file>", "the passphrase of an encrypted backup")
  .option(
    "--anchor <pem>",
    "root certificate that the backup must be signed under: keys/authority/root.crt of its installation",
  )
  .action(async (options: RestoreOptions) => {
    const settings = settingsOrExit();
    const { checkBackup, restore } = await import("./backup.ts");
    const log = openLog({ process: "restore", level: settings.logLevel });
    const files = { passphraseFile: options.passphraseFile, anchorFile: options.anchor };
    process.exitCode =
      options.check === true
        ? await checkBackup(options.from, files)
        : await restore({ settings, log, backup: options.from, files });
  });

program
  .command("config")
  .description("print every setting with its value, secrets masked")
  .action(() => {
    process.stdout.write(`${describeSettings(process.env).join("\n")}\n`);
  });

addProbe(program);

await program.parseAsync();
