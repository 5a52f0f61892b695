import type { SmppLink } from "../../../platform/smpp-sockets/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import type { EsmeAccount, MessagingForEsmes, Notice } from "../sms/index.ts";
import { openBatch } from "./batch.effects.ts";
import { noticeMessage } from "./esme-message.ts";

/** Brings an account what it is owed, for as long as anybody of it is bound to receive. */
export interface NoticePump {
  /** Something may be owed. */
  wake(): void;
  joined(link: SmppLink): void;
  left(link: SmppLink): void;
  /** What became of a notice that was sent. */
  settled(key: string, wasTaken: boolean): void;
}

const AT_ONCE_MAX = 100;
const AGAIN_MS = 500;

/** Opens the pump of one account. One look at a time, as much as its receivers' windows take. */
export function openNoticePump({
  messaging,
  log,
  account,
}: {
  readonly messaging: MessagingForEsmes;
  readonly log: Log;
  readonly account: EsmeAccount;
}): NoticePump {
  const links = new Set<SmppLink>();
  const batch = (tell: (ids: readonly string[]) => Promise<void>, event: string) =>
    openBatch<string>({
      most: AT_ONCE_MAX,
      againMs: AGAIN_MS,
      write: tell,
      onRoom: () => wake(),
      onFault: (error) => {
        log.warn({ err: error, accountId: account.id }, event);
        // Nobody is left to be told twice: the lease ends by itself, and the notice comes again.
        return links.size > 0 ? "again" : "let-go";
      },
    });
  const taken = batch((ids) => messaging.noticesTaken(account, ids), "smpp.notices-not-settled");
  const refused = batch((ids) => messaging.noticesRefused(account, ids), "smpp.notices-not-settled");
  let isLooking = false;
  let isDue = false;

  async function look(): Promise<void> {
    const room = [...links].reduce((sum, link) => sum + link.windowLeft(), 0);
    // What is taken and not yet written down would be offered again, were it not leased: it counts as on its way.
    const limit = Math.min(AT_ONCE_MAX, room - taken.size() - refused.size());
    if (limit <= 0) return;
    const notices = await messaging.notices(account, limit);
    for (const notice of notices) send(notice);
    if (notices.length === limit) isDue = true;
  }

  function send(notice: Notice): void {
    const [widest] = [...links].toSorted((left, right) => right.windowLeft() - left.windowLeft());
    if (widest === undefined || widest.windowLeft() === 0) return refused.add(notice.id);
    try {
      const ways = { defaultCoding: account.defaultCoding, knowsParameters: widest.knowsParameters() };
      widest.send(noticeMessage(notice, ways));
    } catch (error) {
      // One that cannot be told keeps the others from nothing.
      log.error({ err: error, accountId: account.id }, "smpp.notice-unwritable");
      refused.add(notice.id);
    }
  }

  function wake(): void {
    isDue = true;
    if (isLooking || links.size === 0) return;
    isLooking = true;
    const run = async () => {
      while (isDue && links.size > 0) {
        isDue = false;
        await look();
      }
    };
    run()
      .catch((error: unknown) => log.warn({ err: error, accountId: account.id }, "smpp.notices-not-read"))
      .finally(() => {
        isLooking = false;
      });
  }

  return {
    wake,
    joined(link) {
      links.add(link);
      wake();
    },
    left: (link) => void links.delete(link),
    settled(key, wasTaken) {
      (wasTaken ? taken : refused).add(key);
      wake();
    },
  };
}
