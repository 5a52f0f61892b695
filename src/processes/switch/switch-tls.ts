import { readFile } from "node:fs/promises";
import path from "node:path";
import type { SecureContext } from "node:tls";
import type { Clock } from "../../kernel/index.ts";
import { isLoopback, type Settings } from "../../platform/config/index.ts";
import { localServerCertificate } from "../../platform/signing/index.ts";
import { secureContext } from "../../platform/sip-sockets/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";

/** A renewed certificate is seen so often; calls and connections that are open keep theirs. */
const POLL_MS = 3_600_000;

/** The certificate of the switch as it is now. */
export interface TlsKeeper {
  readonly context: () => SecureContext;
  /** PEM of the authority that devices must trust, when it is this installation's own; else null. */
  readonly authorityPem: string | null;
  /** PEM certificates of authorities that lines' certificates may be from, beside those of the system. */
  readonly authorities: readonly string[];
  /** Reads the certificate again now; the one in use goes on when it cannot be read. */
  reload(): Promise<void>;
  close(): void;
}

/** Keeps the certificate of SIP over TLS: that of the installation, or one of its own authority. Throws when it cannot be read now. */
export async function openTlsKeeper(parts: TlsParts): Promise<TlsKeeper> {
  const first = await pairOf(parts);
  let context = secureContext(first);
  const reload = async () => {
    try {
      context = secureContext(await pairOf(parts));
    } catch (error) {
      // The one in use goes on; a later attempt may find a good one.
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

/** What phones may call this switch: the address they are told, and the name the public knows. */
function hostsOf({ rtp, publicUrl }: Settings): readonly string[] {
  const own = isLoopback(rtp.advertised) ? [rtp.advertised, "localhost"] : [rtp.advertised];
  return publicUrl === undefined ? own : [...new Set([...own, new URL(publicUrl).hostname])];
}
