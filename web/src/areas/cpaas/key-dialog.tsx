/** Makes a key for a program; it is shown once. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { CheckField, TextField } from "../../parts/fields.tsx";
import { SavedFormFrame, useSavedForm } from "../../parts/saved-form.tsx";
import { type ApiKeyRow, apiKeysQuery } from "./cpaas-data.ts";
import { OnceSecret } from "./once-secret.tsx";

interface IssuedKey {
  readonly name: string;
  readonly key: string;
  /** The SID of the key in the Twilio-compatible API. */
  readonly sid: string;
}

type Scope = ApiKeyRow["scopes"][number];

const SCOPES = [
  ...(["messages.send", "messages.read", "calls.write", "calls.read", "numbers.write", "numbers.read"] as const),
  ...(["recordings.write", "recordings.read", "queues.write", "queues.read", "usage.read", "workers.read"] as const),
] as const satisfies readonly Scope[];

/** The last instant of a day in WIB. */
const endOf = (day: string): string => new Date(`${day}T23:59:59+07:00`).toISOString();

/** The dialog, first with the form and then with the key. */
export function KeyDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.apiKeys");
  const [made, setMade] = useState<IssuedKey | null>(null);
  const facts = ({ key, sid }: IssuedKey) => [
    { name: t("key"), value: key },
    { name: t("sid"), value: sid },
  ];
  return made === null ? (
    <Dialog title={t("newTitle")} onClose={onClose}>
      <KeyForm onMade={setMade} onClose={onClose} />
    </Dialog>
  ) : (
    <Dialog title={t("madeTitle", { name: made.name })} onClose={onClose}>
      <OnceSecret
        title={t("onceTitle")}
        text={t("onceText")}
        facts={facts(made)}
        done={t("done")}
        copyOf={(what) => t("copy", { what })}
        onDone={onClose}
      />
    </Dialog>
  );
}

function KeyForm({
  onMade,
  onClose,
}: {
  readonly onMade: (made: IssuedKey) => void;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.apiKeys");
  const form = useSavedForm({
    initial: { name: "", scopes: ["messages.send"] as readonly Scope[], expiresAt: "" },
    faultsOf: ({ scopes }, missing) => [
      missing("name", t("name")),
      scopes.length === 0 ? { field: "scopes", message: t("scopesFault") } : undefined,
    ],
    save: async ({ name, scopes, expiresAt }): Promise<IssuedKey> => {
      const body = { name: name.trim(), scopes: [...scopes], expiresAt: expiresAt === "" ? null : endOf(expiresAt) };
      const { id, key } = await read<{ id: string; key: string }>(api.POST("/api/service/api-keys", { body }));
      return { name: body.name, key, sid: `SK${id.replaceAll("-", "")}` };
    },
    refreshes: apiKeysQuery.queryKey,
    onSaved: onMade,
    keepsAnswer: false,
  });
  const chosen = form.values.scopes;
  const tick = (scope: Scope, isOn: boolean): void =>
    form.set({ scopes: SCOPES.filter((one) => (one === scope ? isOn : chosen.includes(one))) });
  const unscoped = form.faultOf("scopes");
  return (
    <SavedFormFrame form={form} submit={t("make")} onCancel={onClose}>
      <TextField {...form.text("name")} label={t("name")} hint={t("nameHint")} maxLength={80} />
      <fieldset id="scopes" tabIndex={-1} className={unscoped === undefined ? "grid gap-2" : "field-wrong grid gap-2"}>
        <legend className="field-label">{t("scopesLegend")}</legend>
        {unscoped === undefined ? null : <p className="field-error">{unscoped}</p>}
        {SCOPES.map((scope) => (
          <CheckField
            key={scope}
            name={`scope-${scope}`}
            label={
              <span className="grid">
                {t(`scopes.${scope}`)}
                <code className="text-small text-soft">{scope}</code>
              </span>
            }
            checked={chosen.includes(scope)}
            onChange={({ target }) => tick(scope, target.checked)}
          />
        ))}
      </fieldset>
      <TextField {...form.text("expiresAt")} type="date" label={t("expiresOn")} hint={t("expiresHint")} />
    </SavedFormFrame>
  );
}
