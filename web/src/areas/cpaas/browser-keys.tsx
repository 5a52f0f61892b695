/** Signing keys for access tokens of browser clients. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api, serverNowMs } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { TextField } from "../../parts/fields.tsx";
import { Awaiting } from "../../parts/notice.tsx";
import { SavedFormFrame, useSavedForm } from "../../parts/saved-form.tsx";
import { moment } from "../../words/dates.ts";
import { type SigningKeyRow, signingKeysQuery } from "./cpaas-data.ts";
import { OnceSecret } from "./once-secret.tsx";

/** The last instant of a day in WIB. */
const endOf = (day: string): string => new Date(`${day}T23:59:59+07:00`).toISOString();

/** The section of the account screen that creates and revokes keys. */
export function BrowserKeys(): ReactNode {
  const t = useTranslations("web.cpaas.browserKeys");
  const found = useQuery(signingKeysQuery);
  const [isAdding, setAdding] = useState(false);
  const [ending, setEnding] = useState<SigningKeyRow | null>(null);
  const rows = found.data?.items;
  return (
    <section className="grid gap-3" aria-labelledby="browser-keys">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div className="min-w-0">
          <h2 id="browser-keys">{t("title")}</h2>
          <p className="mt-1 max-w-[70ch] text-soft">{t("text")}</p>
        </div>
        <button type="button" className="button" onClick={() => setAdding(true)}>
          {t("add")}
        </button>
      </div>
      <Awaiting query={found} lines={2} />
      {rows?.length === 0 ? <p className="text-soft">{t("empty")}</p> : null}
      {rows?.map((row) => (
        <KeyRow key={row.id} row={row} onEnd={() => setEnding(row)} />
      ))}
      {isAdding ? <KeyDialog onClose={() => setAdding(false)} /> : null}
      {ending === null ? null : (
        <EndDialog
          title={t("endTitle", { name: ending.name })}
          text={t("endText")}
          yes={t("endYes")}
          end={() => read(api.DELETE("/api/service/signing-keys/{id}", { params: { path: { id: ending.id } } }))}
          onClose={() => setEnding(null)}
        />
      )}
    </section>
  );
}

function KeyRow({ row, onEnd }: { readonly row: SigningKeyRow; readonly onEnd: () => void }): ReactNode {
  const t = useTranslations("web.cpaas.browserKeys");
  const locale = useLocale();
  const { name, sid, createdAt, createdBy, expiresAt, usedAt } = row;
  const isOver = expiresAt !== null && Date.parse(expiresAt) <= serverNowMs();
  const end = expiresAt === null ? t("forever") : t(isOver ? "over" : "until", { at: moment(expiresAt, locale) });
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-b border-line py-3" data-key={name}>
      <div className="grid min-w-0 gap-1 [overflow-wrap:anywhere]">
        <span className="font-semibold">{name}</span>
        <code className="break-all select-all">{sid}</code>
        <span className="text-small text-soft">
          {t("made", { at: moment(createdAt, locale), who: createdBy })}
          {" · "}
          {end}
          {" · "}
          {usedAt === null ? t("unused") : t("used", { at: moment(usedAt, locale) })}
        </span>
      </div>
      <button type="button" className="button" aria-label={t("endOf", { name })} onClick={onEnd}>
        {t("endKey")}
      </button>
    </div>
  );
}

interface IssuedBrowserKey {
  readonly name: string;
  readonly sid: string;
  readonly secret: string;
}

function KeyDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.cpaas.browserKeys");
  const [made, setMade] = useState<IssuedBrowserKey | null>(null);
  if (made !== null) return <IssuedKeyNotice made={made} onClose={onClose} />;
  return (
    <Dialog title={t("add")} onClose={onClose}>
      <KeyForm onMade={setMade} onClose={onClose} />
    </Dialog>
  );
}

function KeyForm({
  onMade,
  onClose,
}: {
  readonly onMade: (made: IssuedBrowserKey) => void;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.cpaas.browserKeys");
  const form = useSavedForm({
    initial: { name: "", expiresAt: "" },
    faultsOf: (_values, missing) => [missing("name", t("name"))],
    save: async ({ name, expiresAt }): Promise<IssuedBrowserKey> => {
      const body = { name: name.trim(), expiresAt: expiresAt === "" ? null : endOf(expiresAt) };
      const made = await read<Omit<IssuedBrowserKey, "name">>(api.POST("/api/service/signing-keys", { body }));
      return { ...made, name: body.name };
    },
    refreshes: signingKeysQuery.queryKey,
    onSaved: onMade,
    keepsAnswer: false,
  });
  return (
    <SavedFormFrame form={form} submit={t("make")} onCancel={onClose}>
      <TextField {...form.text("name")} label={t("name")} hint={t("nameHint")} maxLength={80} />
      <TextField {...form.text("expiresAt")} type="date" label={t("end")} hint={t("endHint")} />
    </SavedFormFrame>
  );
}

function IssuedKeyNotice({
  made,
  onClose,
}: {
  readonly made: IssuedBrowserKey;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.cpaas.browserKeys");
  const all = useTranslations("web.cpaas");
  const facts = [
    { name: t("sid"), value: made.sid },
    { name: t("secret"), value: made.secret },
  ];
  return (
    <Dialog title={made.name} onClose={onClose}>
      <OnceSecret
        title={t("shownTitle")}
        text={t("shownText")}
        facts={facts}
        done={t("done")}
        copyOf={(what) => all("copy", { what })}
        onDone={onClose}
      />
    </Dialog>
  );
}
