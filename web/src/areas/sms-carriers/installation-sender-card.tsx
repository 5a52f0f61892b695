/** One sender id of a call centre: proof of ownership, and its registration at each carrier. */
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { Badge, type Shape, type Tone } from "../../parts/badges.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { Notice } from "../../parts/notice.tsx";
import { moment, shortDate } from "../../words/dates.ts";
import type { CarrierRow, InstallationSender, Registration } from "./carrier-data.ts";
import { ProofDialog, RegistrationDialog } from "./registration-dialogs.tsx";

type SenderState = Registration["state"] | "none";

const BADGE_STYLES: Readonly<Record<SenderState, { readonly shape: Shape; readonly tone: Tone }>> = {
  none: { shape: "dash", tone: "quiet" },
  draft: { shape: "ring", tone: "quiet" },
  submitted: { shape: "half", tone: "wait" },
  approved: { shape: "tick", tone: "good" },
  rejected: { shape: "cross", tone: "bad" },
  suspended: { shape: "square", tone: "bad" },
};

interface Line {
  readonly carrier: CarrierRow;
  readonly registration: Registration | undefined;
}

/** The card, with its recorded data. */
export function InstallationSenderCard({
  sender,
  carriers,
}: {
  readonly sender: InstallationSender;
  readonly carriers: readonly CarrierRow[];
}): ReactNode {
  const t = useTranslations("web.smsCarriers.senders");
  const [noting, setNoting] = useState<Line | null>(null);
  const columns = useColumns(sender.value, setNoting);
  const lines = carriers.map((carrier) => ({
    carrier,
    registration: sender.registrations.find(({ carrierId }) => carrierId === carrier.id),
  }));
  return (
    <li className="card grid min-w-0 gap-3 p-4 sm:p-5" data-sender={sender.value}>
      <div className="min-w-0">
        <h2 className="text-lead [overflow-wrap:anywhere]">{sender.value}</h2>
        <p className="text-small text-soft [overflow-wrap:anywhere]">{t("of", { tenant: sender.tenant })}</p>
      </div>
      <Proof sender={sender} />
      {lines.length === 0 ? null : (
        <DataTable
          caption={t("standingOf", { value: sender.value })}
          columns={columns}
          rows={lines}
          rowId={({ carrier }) => carrier.id}
        />
      )}
      {noting === null ? null : <RegistrationDialog sender={sender} {...noting} onClose={() => setNoting(null)} />}
    </li>
  );
}

/** The recorded proof, or a note that it is missing. */
function Proof({ sender }: { readonly sender: InstallationSender }): ReactNode {
  const t = useTranslations("web.smsCarriers.senders");
  const [open, setOpen] = useState<"note" | "take-back" | null>(null);
  const { id, value, ownerProof, looksLike } = sender;
  return (
    <>
      {looksLike === null ? null : (
        <Notice tone="wait" title={t("looksLikeTitle", { name: looksLike })}>
          <p>{t("looksLikeText")}</p>
          <button
            type="button"
            className="button button-small mt-3"
            aria-label={t("proofNoteOf", { value })}
            onClick={() => setOpen("note")}
          >
            {t("proofNote")}
          </button>
        </Notice>
      )}
      {ownerProof === null ? null : (
        <p className="flex flex-wrap items-center gap-3">
          <span className="[overflow-wrap:anywhere]">{t("proofSeen", { proof: ownerProof })}</span>
          <button
            type="button"
            className="button button-small"
            aria-label={t("proofBackOf", { value })}
            onClick={() => setOpen("take-back")}
          >
            {t("proofBack")}
          </button>
        </p>
      )}
      {open === "note" ? <ProofDialog sender={sender} onClose={() => setOpen(null)} /> : null}
      {open === "take-back" ? (
        <EndDialog
          title={t("proofBackTitle", { value })}
          text={t("proofBackText")}
          yes={t("proofBackYes")}
          end={() => {
            const params = { path: { id } };
            return read(api.PUT("/api/service/sms/registrations/{id}/proof", { params, body: { ownerProof: null } }));
          }}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </>
  );
}

function useColumns(value: string, onNote: (line: Line) => void): readonly Column<Line>[] {
  const t = useTranslations("web.smsCarriers.senders");
  const locale = useLocale();
  return [
    { id: "carrier", header: t("carrier"), look: "strong-wrap", cell: ({ carrier }) => carrier.name },
    {
      id: "state",
      header: t("state"),
      cell: ({ registration }) => {
        const state = registration?.state ?? "none";
        return <Badge {...BADGE_STYLES[state]}>{t(`states.${state}`)}</Badge>;
      },
    },
    {
      id: "until",
      header: t("until"),
      cell: ({ registration }) =>
        registration === undefined || registration.validUntil === null
          ? "–"
          : shortDate(registration.validUntil, locale),
    },
    {
      id: "since",
      header: t("since"),
      cell: ({ registration }) => (registration === undefined ? "–" : moment(registration.changedAt, locale)),
    },
    {
      id: "paper",
      header: t("paper"),
      cell: ({ registration }) => {
        const texts = [registration?.letter ?? "", registration?.note ?? ""].filter((text) => text !== "");
        return texts.length === 0 ? "–" : <span className="[overflow-wrap:anywhere]">{texts.join("; ")}</span>;
      },
    },
    {
      id: "acts",
      header: t("note"),
      actions: (line) => [
        { text: t("note"), label: t("noteOf", { value, carrier: line.carrier.name }), onPress: () => onNote(line) },
      ],
    },
  ];
}
