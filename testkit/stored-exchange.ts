import { inTenant } from "../src/platform/database/index.ts";
import type { Kit } from "../src/platform/kit/index.ts";

/** A webhook request as the switch stores it; omitted fields mean success. */
export interface StoredExchangeOptions {
  readonly tenantId: string;
  readonly callId: string;
  readonly nth?: number;
  readonly kind?: "voice" | "fallback" | "document" | "sound";
  readonly url?: string;
  readonly atMs?: number;
  readonly status?: number | null;
  readonly error?: number;
  readonly answer?: string;
  /** An ignored attribute of `Say`. */
  readonly warning?: string;
}

/** Stores an exchange, and returns its id. */
export async function keepExchange({ db, ids, clock }: Kit, options: StoredExchangeOptions): Promise<string> {
  const id = ids.next();
  const { tenantId, callId, nth = 1, kind = "voice", url = "https://aplikasi.contoh.id/jawab", warning } = options;
  const fields = { CallSid: `CA${callId.replaceAll("-", "")}`, From: "+62********890", CallStatus: "ringing" };
  const warnings = warning === undefined ? [] : [{ number: 12_200, verb: "Say", attribute: warning }];
  const answer = options.answer ?? '<Response>\n  <Say language="id-ID">Selamat datang.</Say>\n</Response>';
  await inTenant(db, tenantId, (trx) =>
    trx
      .insertInto("hookExchange")
      .values({
        id,
        tenantId,
        callId,
        nth,
        kind,
        method: "POST",
        url,
        durationMs: 41,
        answer,
        status: options.status === undefined ? 200 : options.status,
        error: options.error ?? null,
        at: new Date(options.atMs ?? clock.nowMs()),
        fields: JSON.stringify(fields),
        warnings: JSON.stringify(warnings),
      })
      .execute(),
  );
  return id;
}
