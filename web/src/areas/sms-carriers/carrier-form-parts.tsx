/** The parts of a carrier's form. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { CheckField, SelectField, TextField } from "../../parts/fields.tsx";
import { type Draft, OCTETS, PACES } from "./carrier-draft.ts";

/** Props of each part. */
export interface PartProps {
  readonly draft: Draft;
  readonly isNew: boolean;
  readonly faultOf: (field: string) => string | undefined;
  readonly set: (change: Partial<Draft>) => void;
}

type Changed = { readonly target: { readonly value: string } };

/** The carrier's name, and whether it is enabled. */
export function WhoPart({ draft, set, faultOf }: PartProps): ReactNode {
  const t = useTranslations("web.smsCarriers");
  return (
    <fieldset className="grid gap-5">
      <legend className="mb-3 text-lead font-semibold">{t("form.whoTitle")}</legend>
      <TextField
        name="name"
        label={t("name")}
        error={faultOf("name")}
        maxLength={80}
        value={draft.name}
        onChange={({ target }) => set({ name: target.value })}
      />
      <div className="grid gap-1">
        <CheckField
          name="isOn"
          label={t("form.isOn")}
          checked={draft.isOn}
          onChange={({ target }) => set({ isOn: target.checked })}
        />
        <p className="max-w-[70ch] text-small text-soft">{t("form.isOnHint")}</p>
      </div>
    </fieldset>
  );
}

/** Host and SMPP credentials. */
export function PlacePart({ draft, isNew, set, faultOf }: PartProps): ReactNode {
  const t = useTranslations("web.smsCarriers.form");
  const textOf = (name: "host" | "port" | "systemId" | "systemType") => ({
    name,
    label: t(name),
    error: faultOf(name),
    value: draft[name],
    autoComplete: "off",
    spellCheck: false,
    onChange: ({ target }: Changed) => set({ [name]: target.value }),
  });
  return (
    <fieldset className="grid gap-5">
      <legend className="mb-3 text-lead font-semibold">{t("placeTitle")}</legend>
      <TextField {...textOf("host")} hint={t("hostHint")} maxLength={253} />
      <div className="grid items-end gap-5 sm:grid-cols-2">
        <TextField {...textOf("port")} inputMode="numeric" maxLength={5} />
        <CheckField
          name="isTls"
          label={t("isTls")}
          checked={draft.isTls}
          onChange={({ target }) => set({ isTls: target.checked })}
        />
      </div>
      <div className="grid items-end gap-5 sm:grid-cols-2">
        <TextField {...textOf("systemId")} autoCapitalize="none" maxLength={15} />
        <TextField {...textOf("systemType")} maxLength={12} />
      </div>
      <TextField
        type="password"
        name="password"
        label={t("password")}
        hint={isNew ? t("passwordNewHint") : t("passwordKeptHint")}
        error={faultOf("password")}
        maxLength={8}
        autoComplete="new-password"
        value={draft.password}
        onChange={({ target }) => set({ password: target.value })}
      />
      <SelectField
        name="bindAs"
        label={t("bindAs")}
        error={faultOf("bindAs")}
        value={draft.bindAs}
        onChange={({ target }) => set({ bindAs: target.value as Draft["bindAs"] })}
      >
        <option value="transceiver">{t("bindAsOf.transceiver")}</option>
        <option value="transmitter-and-receiver">{t("bindAsOf.transmitter-and-receiver")}</option>
      </SelectField>
    </fieldset>
  );
}

/** Throughput limits. */
export function RateLimitPart({ draft, set, faultOf }: PartProps): ReactNode {
  const t = useTranslations("web.smsCarriers.form");
  return (
    <fieldset>
      <legend className="mb-3 text-lead font-semibold">{t("paceTitle")}</legend>
      <div className="grid items-end gap-5 sm:grid-cols-2">
        {PACES.map(({ name }) => (
          <TextField
            key={name}
            name={name}
            label={t(name)}
            error={faultOf(name)}
            inputMode="decimal"
            maxLength={8}
            value={draft[name]}
            onChange={({ target }) => set({ [name]: target.value })}
          />
        ))}
      </div>
    </fieldset>
  );
}

const BASES = ["text", "decimal", "hex"] as const satisfies readonly Draft["idInAnswer"][];
const LONG_BYS = ["udh8", "sar"] as const satisfies readonly Draft["longBy"][];
const CODINGS = ["gsm", "latin1"] as const satisfies readonly Draft["defaultCoding"][];

/** Values from the carrier's interface specification. */
export function QuirksPart({ draft, set, faultOf }: PartProps): ReactNode {
  const t = useTranslations("web.smsCarriers.form");
  const choiceOf = (name: "idInAnswer" | "idInReceipt" | "longBy" | "defaultCoding") => ({
    name,
    label: t(name),
    error: faultOf(name),
    value: draft[name],
    onChange: ({ target }: Changed) => set({ [name]: target.value }),
  });
  const bases = BASES.map((one) => (
    <option key={one} value={one}>
      {t(`idBases.${one}`)}
    </option>
  ));
  return (
    <fieldset className="grid gap-5">
      <legend className="mb-1 text-lead font-semibold">{t("quirksTitle")}</legend>
      <p className="max-w-[70ch] text-soft">{t("quirksLead")}</p>
      <div className="grid items-end gap-5 sm:grid-cols-2">
        <SelectField {...choiceOf("idInAnswer")}>{bases}</SelectField>
        <SelectField {...choiceOf("idInReceipt")}>{bases}</SelectField>
        <SelectField {...choiceOf("longBy")}>
          {LONG_BYS.map((one) => (
            <option key={one} value={one}>
              {t(`longBys.${one}`)}
            </option>
          ))}
        </SelectField>
        <SelectField {...choiceOf("defaultCoding")}>
          {CODINGS.map((one) => (
            <option key={one} value={one}>
              {t(`codings.${one}`)}
            </option>
          ))}
        </SelectField>
        {OCTETS.map((name) => (
          <TextField
            key={name}
            name={name}
            label={t(name)}
            error={faultOf(name)}
            inputMode="numeric"
            maxLength={3}
            value={draft[name]}
            onChange={({ target }) => set({ [name]: target.value })}
          />
        ))}
      </div>
      {(["hasPlus", "tellsValidity"] as const).map((name) => (
        <CheckField
          key={name}
          name={name}
          label={t(name)}
          checked={draft[name]}
          onChange={({ target }) => set({ [name]: target.checked })}
        />
      ))}
    </fieldset>
  );
}
