/** Suspends, resumes or revokes a licence; the effects, including those on its codes, are shown first. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { rulesQuery, sessionQuery } from "../../data/queries.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { TextArea, TextField } from "../../parts/fields.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { useRuleWords } from "../rules/rule-words.ts";
import { FactorCode, useCode } from "../tests/signing-proof.tsx";
import { type LicenceAct, type LicenceRecord, licenceRecordQuery } from "./record-data.ts";

const REASON_MAX = 2_000;

/**
 * Sends the command with the version that was read; after a conflict with another user's change, the licence is
 * refetched and nothing is overwritten.
 */
function useLicenceAct(licence: LicenceRecord, act: LicenceAct) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (wish: { readonly reason: string; readonly ruleId: string | null; readonly code: string }) =>
      read<LicenceRecord>(
        api.POST("/api/licence-records/{id}/commands", {
          params: { path: { id: licence.id } },
          body: { act, expectedVersion: licence.version, ...wish },
        }),
      ),
    onSuccess: (after) => {
      cache.setQueryData(licenceRecordQuery(licence.id).queryKey, after);
      void cache.invalidateQueries({ queryKey: ["licence-records"] });
    },
    onError: (error) => {
      if (problemOf(error).status === 409) void cache.invalidateQueries({ queryKey: ["licence-record", licence.id] });
    },
  });
}

/** The codes that change with the licence, and their new mode. */
function Outcome({ licence, act }: { readonly licence: LicenceRecord; readonly act: LicenceAct }): ReactNode {
  const t = useTranslations("web.licenceList");
  const outcome = licence.outcomes.find((one) => one.act === act);
  if (outcome === undefined || outcome.codes.length === 0) return <p>{t("willNone")}</p>;
  return (
    <div>
      <p className="font-semibold">{t(`will.${outcome.codesMode}`)}</p>
      <ul className="mt-1 flex max-h-[120px] flex-wrap gap-x-4 gap-y-1 overflow-auto font-semibold tabular-nums">
        {outcome.codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </div>
  );
}

/** The rules in force by group; naming a rule is optional. */
function RuleChoice({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (id: string) => void;
}): ReactNode {
  const t = useTranslations("web.licenceList");
  const words = useRuleWords();
  const { data } = useQuery(rulesQuery);
  const groups = [...Map.groupBy(data?.rules ?? [], ({ group }) => group)];
  return (
    <label className="grid gap-1">
      <span className="text-small font-semibold">{t("ruleLabel")}</span>
      <select name="rule" className="input" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{t("ruleNone")}</option>
        {groups.map(([group, rules]) => (
          <optgroup key={group} label={words.group(group)}>
            {rules.map((rule) => (
              <option key={rule.id} value={rule.id}>
                {words.cited(words.title(rule.id), rule)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}

interface LicenceActDialogProps {
  readonly licence: LicenceRecord;
  readonly act: LicenceAct;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Open while mounted. An irreversible action requires the licence number and the second factor. */
export function LicenceActDialog({ licence, act, onDone, onClose }: LicenceActDialogProps): ReactNode {
  const t = useTranslations("web.licenceList");
  const parts = useTranslations("web.parts");
  const { data: session } = useQuery(sessionQuery);
  const acting = useLicenceAct(licence, act);
  const [reason, setReason] = useState("");
  const [ruleId, setRuleId] = useState("");
  const [number, setNumber] = useState("");
  const [isChecked, setChecked] = useState(false);
  const [typed, setTyped, code] = useCode();
  const isFinal = act === "revoke";
  const differs = isFinal && number.trim() !== licence.number;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (differs) return;
    acting.mutate({ reason: reason.trim(), ruleId: ruleId === "" ? null : ruleId, code }, { onSuccess: onDone });
  };
  return (
    <Dialog title={t(`ask.${act}`, { number: licence.number })} onClose={onClose}>
      <form className="grid gap-4" onSubmit={send}>
        <Outcome licence={licence} act={act} />
        <p className="max-w-[70ch]">{t(`tells.${act}`)}</p>
        <TextArea
          name="reason"
          label={t("reason")}
          rows={3}
          required
          maxLength={REASON_MAX}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <RuleChoice value={ruleId} onChange={setRuleId} />
        {isFinal ? (
          <>
            <TextField
              name="number"
              label={t("typeNumber")}
              required
              autoComplete="off"
              maxLength={100}
              error={isChecked && differs ? t("numberDiffers", { number: licence.number }) : undefined}
              value={number}
              onChange={(event) => setNumber(event.currentTarget.value)}
            />
            <FactorCode session={session} code={typed} onCode={setTyped} />
          </>
        ) : null}
        {acting.error === null ? null : <FailureNotice error={acting.error} />}
        <div className="flex flex-wrap gap-3">
          <BusyButton
            type="submit"
            className={`button ${act === "resume" ? "button-main" : "button-danger"}`}
            isBusy={acting.isPending}
          >
            {t(`acts.${act}`)}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
