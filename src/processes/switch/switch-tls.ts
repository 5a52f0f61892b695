import { readFile } from "node:fs/promises";
import path from "node:path";
import type { SecureContext } from "node:tls";
import type { Clock } from "../../kernel/index.ts";
import { isLoopback, type Settings } from "../../platform/config/index.ts";
import { localServerCertificate } from "../../platform/signing/index.ts";
import { secureContext } from "../../platform/sip-sockets/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";

/** Interval of the check for a renewed certificate; open calls and connections keep theirs. */
const POLL_MS = 3_600_000;

/** The current certificate of the switch. */
export interface TlsKeeper {
  readonly context: () => SecureContext;
  /** PEM of the authority that phones must trust, if it is this installation's own; otherwise null. */
  readonly authorityPem: string | null;
  /** PEM certificates of authorities for trunks, in addition to those of the system. */
  readonly authorities: readonly string[];
  /** Reloads the certificate; the current one stays in use when it cannot be read. */
  reload(): Promise<void>;
  close(): void;
}

/** Maintains the certificate of SIP over TLS: that of the installation, or one of its own authority. Throws when it cannot be read at the start. */
export async function openTlsKeeper(parts: TlsParts): Promise<TlsKeeper> {
  const first = await pairOf(parts);
  let context = secureContext(first);
  const reload = async () => {
    try {
      context = secureContext(await pairOf(parts));
    } catch (error) {
      // The current one stays in use; a later attempt may find a valid one.
      parts.log.error({ err: error }, "sip.certificate-unreadable");
    }
  };
  const looking = setInterval(() => void reload(), POLL_MS).unref();
  const file = parts.settings.sipAuthoritiesFile;
  return {
    context: () => context,
    authorityPem: first.authorityPem,
    authorities: file === undefined ? [] : [await readFile(file, "utf8")],
    reload,
    close: () => clearInterval(looking),
  };
}

interface TlsParts {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
}

async function pairOf({ settings, clock }: Pick<TlsParts, "settings" | "clock">) {
  const { tls } = settings;
  if (tls !== undefined) {
    const [certificatePem, keyPem] = await Promise.all([readFile(tls.certFile, "utf8"), readFile(tls.keyFile, "utf8")]);
    return { certificatePem, keyPem, authorityPem: null };
  }
  const organisation = settings.installationName;
  const names = { organisation, rootName: `${organisation}: SIP`, hosts: hostsOf(settings) };
  return localServerCertificate(path.resolve(settings.dataFolder, "keys", "sip"), names, clock.nowMs());
}

/** Names by which phones reach this switch: the advertised address, and the public host name. */
function hostsOf({ rtp, publicUrl }: Settings): readonly string[] {
  const own = isLoopback(rtp.advertised) ? [rtp.advertised, "localhost"] : [rtp.advertised];
  return publicUrl === undefined ? own : [...new Set([...own, new URL(publicUrl).hostname])];
}
