/** The agent's access: an account for the agent desktop, and an agent number and PIN for desk phones. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { FEATURE_CODES } from "../../../../src/service/telephony/dial-plan/feature-code.shared.ts";
import { SelectField, TextField } from "../../parts/fields.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { agentPeopleQuery } from "./queue-data.ts";

/** Form data of this part. */
interface DesktopAccessDraft {
  readonly personId: string;
  readonly deskNumber: string;
  readonly deskPin: string;
}

/** Fields of the agent's form. */
export function DesktopAccessPart({
  agentId,
  hasPin,
  awaited,
  draft,
  set,
  faultOf,
}: {
  readonly agentId: string | null;
  readonly hasPin: boolean;
  /** The email address of the invited user, while the agent has no account yet. */
  readonly awaited: string | null;
  readonly draft: DesktopAccessDraft;
  readonly set: (part: Partial<DesktopAccessDraft>) => void;
  readonly faultOf: (field: string) => string | undefined;
}): ReactNode {
  const t = useTranslations("web.queues");
  const people = useQuery(agentPeopleQuery);
  return (
    <>
      <SelectField
        name="personId"
        label={t("account")}
        hint={awaited === null ? t("accountHint") : t("accountAwaited", { email: awaited })}
        error={faultOf("personId")}
        value={draft.personId}
        onChange={(event) => set({ personId: event.target.value })}
      >
        <option value="">{t("noAccount")}</option>
        {people.data?.items.map(({ id, name, email, agentId: taken }) => {
          const isTaken = taken !== null && taken !== agentId;
          return (
            <option key={id} value={id} disabled={isTaken}>
              {t(isTaken ? "accountTaken" : "accountText", { name, email })}
            </option>
          );
        })}
      </SelectField>
      {people.error === null ? null : <FailureNotice error={people.error} />}
      <fieldset className="grid gap-4">
        <legend className="mb-2 text-lead font-semibold">{t("deskTitle")}</legend>
        <TextField
          name="deskNumber"
          label={t("deskNumber")}
          hint={t("deskNumberHint", { code: FEATURE_CODES["log-in"] })}
          inputMode="numeric"
          autoComplete="off"
          maxLength={8}
          className="max-w-[12rem]"
          error={faultOf("deskNumber")}
          value={draft.deskNumber}
          onChange={(event) => set({ deskNumber: event.target.value.trim() })}
        />
        <TextField
          name="deskPin"
          label={t("deskPin")}
          hint={t(hasPin ? "deskPinKept" : "deskPinHint")}
          type="password"
          inputMode="numeric"
          autoComplete="new-password"
          maxLength={8}
          className="max-w-[12rem]"
          error={faultOf("deskPin")}
          value={draft.deskPin}
          onChange={(event) => set({ deskPin: event.target.value.trim() })}
        />
      </fieldset>
    </>
  );
}
