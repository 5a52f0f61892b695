/** Makes a key for a program; it is shown once. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { CheckField, ErrorSummary, type SummaryLine, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { type ApiKeyRow, apiKeysQuery } from "./cpaas-data.ts";
import { OnceSecret } from "./once-secret.tsx";

interface IssuedKey {
  readonly name: string;
  readonly key: string;
  /** Its name in the field's shapes. */
  readonly sid: string;
}

type Scope = ApiKeyRow["scopes"][number];

const SCOPES = [
  ...(["messages.send", "messages.read", "calls.write", "calls.read", "numbers.write", "numbers.read"] as const),
  ...(["recordings.write", "recordings.read", "queues.write", "queues.read", "usage.read", "workers.read"] as const),
] as const satisfies readonly Scope[];

/** The last moment of a day in the ministry's zone. */
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
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [draft, setDraft] = useState({ name: "", scopes: ["messages.send"] as readonly Scope[], expiresOn: "" });
  const making = useMutation({
    mutationFn: async ({ name, scopes, expiresOn }: typeof draft): Promise<IssuedKey> => {
      const body = { name: name.trim(), scopes: [...scopes], expiresAt: expiresOn === "" ? null : endOf(expiresOn) };
      const { id, key } = await read<{ id: string; key: string }>(api.POST("/api/service/api-keys", { body }));
      return { name: body.name, key, sid: `SK${id.replaceAll("-", "")}` };
    },
    // The answer is shown from here alone: no cache keeps a key.
    gcTime: 0,
    onSuccess: async (made) => {
      onMade(made);
      await cache.invalidateQueries({ queryKey: apiKeysQuery.queryKey });
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(making.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const unnamed: SummaryLine = { field: "name", message: parts("required", { field: t("name") }) };
    const unscoped: SummaryLine = { field: "scopes", message: t("scopesFault") };
    const faults = [...(draft.name.trim() === "" ? [unnamed] : []), ...(draft.scopes.length === 0 ? [unscoped] : [])];
    if (isFree(faults)) making.mutate(draft);
  };
  const tick = (scope: Scope, isOn: boolean): void =>
    setDraft({ ...draft, scopes: SCOPES.filter((one) => (one === scope ? isOn : draft.scopes.includes(one))) });
  const unscoped = faultOf("scopes");
  return (
    <form noValidate className="grid gap-4" onSubmit={onSubmit}>
      <ErrorSummary lines={lines} problem={problem} />
      <TextField
        name="name"
        label={t("name")}
        hint={t("nameHint")}
        error={faultOf("name")}
        maxLength={80}
        value={draft.name}
        onChange={({ target }) => setDraft({ ...draft, name: target.value })}
      />
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
            checked={draft.scopes.includes(scope)}
            onChange={({ target }) => tick(scope, target.checked)}
          />
        ))}
      </fieldset>
      <TextField
        type="date"
        name="expiresAt"
        label={t("expiresOn")}
        hint={t("expiresHint")}
        error={faultOf("expiresAt")}
        value={draft.expiresOn}
        onChange={({ target }) => setDraft({ ...draft, expiresOn: target.value })}
      />
      <div className="flex flex-wrap gap-2">
        <BusyButton type="submit" className="button button-main" isBusy={making.isPending}>
          {t("make")}
        </BusyButton>
        <button type="button" className="button" onClick={onClose}>
          {parts("cancel")}
        </button>
      </div>
    </form>
  );
}
