/** Every change of a code, newest first. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Role } from "../../data/types.ts";
import { Glyph } from "../../parts/badges.tsx";
import { moment } from "../../words/dates.ts";
import type { CodeRecord } from "./inventory-data.ts";

type Entry = CodeRecord["entries"][number];

const TONES: { readonly [state in Entry["toState"]]: string } = {
  idle: "tone-good",
  held: "tone-wait",
  "in-process": "tone-info",
  evaluation: "tone-think",
  active: "tone-solid",
  quarantine: "tone-rest",
  reserved: "tone-quiet",
  blocked: "tone-quiet",
};

const KNOWN = [
  "list",
  "hold",
  "let-go",
  "lapse",
  "release",
  "submit",
  "evaluate",
  "hand-back",
  "free",
  "assign",
  "import",
  "undo-import",
  "switch-mode",
  "rename",
  "return",
  "revoke",
  "end-quarantine",
  "cut-quarantine",
  "reserve",
  "unreserve",
  "block",
  "unblock",
] as const;

const isKnown = (change: string): change is (typeof KNOWN)[number] => KNOWN.some((one) => one === change);

function Ties({ refs }: Pick<Entry, "refs">): ReactNode {
  const t = useTranslations("web.inventory.record");
  const { applicationId, decreeId, orderId } = refs;
  if (applicationId === undefined && decreeId === undefined && orderId === undefined) return null;
  return (
    <p className="mt-1 flex flex-wrap gap-x-4 text-small">
      {applicationId === undefined ? null : (
        <Link to="/permohonan/$id" params={{ id: applicationId }}>
          {t("tieApplication")}
        </Link>
      )}
      {decreeId === undefined ? null : <a href={`/validasi-sk/${decreeId}`}>{t("tieDecree")}</a>}
      {orderId === undefined ? null : (
        <Link to="/inventaris/perintah/$id" params={{ id: orderId }}>
          {t("tieOrder")}
        </Link>
      )}
    </p>
  );
}

function Line({ entry }: { readonly entry: Entry }): ReactNode {
  const t = useTranslations("web.inventory.record");
  const states = useTranslations("states");
  const roles = useTranslations("roles");
  const locale = useLocale();
  const role = entry.role === null || !roles.has(entry.role as Role) ? entry.role : roles(entry.role as Role);
  const isMode = entry.change === "switch-mode";
  return (
    <li className={TONES[entry.toState]}>
      <span className="thread-knot" aria-hidden="true">
        <Glyph shape="disc" size={8} />
      </span>
      <p className="font-semibold">{isKnown(entry.change) ? t(`changes.${entry.change}`) : entry.change}</p>
      <p className="text-small">
        {isMode ? t(`modes.${entry.mode}`) : null}
        {isMode || entry.fromState === null ? null : (
          <>
            {states(`code.${entry.fromState}`)} → {states(`code.${entry.toState}`)}
          </>
        )}
      </p>
      <p className="text-small break-words text-soft">
        {moment(entry.at, locale)}
        {entry.organisation === null ? "" : ` · ${entry.organisation.name}`}
        {entry.actorName === null ? "" : ` · ${entry.actorName}`}
        {role === null ? "" : ` (${role})`}
      </p>
      {entry.note === null || entry.note === "" ? null : (
        <p className="mt-1 break-words whitespace-pre-line">{entry.note}</p>
      )}
      <Ties refs={entry.refs} />
    </li>
  );
}

/** The timeline of a code. */
export function RecordThread({ record }: { readonly record: CodeRecord }): ReactNode {
  const t = useTranslations("web.inventory.record");
  return (
    <section aria-labelledby="thread" className="min-w-0">
      <h2 id="thread" className="mb-4">
        {t("thread")}
      </h2>
      <ol className="thread">
        {record.entries.map((entry) => (
          <Line key={entry.id} entry={entry} />
        ))}
      </ol>
    </section>
  );
}
