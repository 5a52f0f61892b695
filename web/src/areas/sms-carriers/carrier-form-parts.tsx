/** The parts of a carrier's form. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { CheckField, SelectField, TextField } from "../../parts/fields.tsx";
import type { SavedForm } from "../../parts/saved-form.tsx";
import { type Draft, OCTETS, PACES } from "./carrier-draft.ts";

/** Props of each part. */
export interface PartProps {
  readonly form: SavedForm<Draft>;
  readonly isNew: boolean;
}

/** The carrier's name, and whether it is enabled. */
export function WhoPart({ form }: PartProps): ReactNode {
  const t = useTranslations("web.smsCarriers");
  return (
    <fieldset className="grid gap-5">
      <legend className="mb-3 text-lead font-semibold">{t("form.whoTitle")}</legend>
      <TextField {...form.text("name")} label={t("name")} maxLength={80} />
      <div className="grid gap-1">
        <CheckField
          name="isOn"
          label={t("form.isOn")}
          checked={form.values.isOn}
          onChange={({ target }) => form.set({ isOn: target.checked })}
        />
        <p className="max-w-[70ch] text-small text-soft">{t("form.isOnHint")}</p>
      </div>
    </fieldset>
  );
}

/** Host and SMPP credentials. */
export function PlacePart({ form, isNew }: PartProps): ReactNode {
  const t = useTranslations("web.smsCarriers.form");
  const textOf = (name: "host" | "port" | "systemId" | "systemType") => ({
    ...form.text(name),
    label: t(name),
    autoComplete: "off",
    spellCheck: false,
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
          checked={form.values.isTls}
          onChange={({ target }) => form.set({ isTls: target.checked })}
        />
      </div>
      <div className="grid items-end gap-5 sm:grid-cols-2">
        <TextField {...textOf("systemId")} autoCapitalize="none" maxLength={15} />
        <TextField {...textOf("systemType")} maxLength={12} />
      </div>
      <TextField
        {...form.text("password")}
        type="password"
        label={t("password")}
        hint={isNew ? t("passwordNewHint") : t("passwordKeptHint")}
        maxLength={8}
        autoComplete="new-password"
      />
      <SelectField {...form.text("bindAs")} label={t("bindAs")}>
        <option value="transceiver">{t("bindAsOf.transceiver")}</option>
        <option value="transmitter-and-receiver">{t("bindAsOf.transmitter-and-receiver")}</option>
      </SelectField>
    </fieldset>
  );
}

/** Throughput limits. */
export function RateLimitPart({ form }: PartProps): ReactNode {
  const t = useTranslations("web.smsCarriers.form");
  return (
    <fieldset>
      <legend className="mb-3 text-lead font-semibold">{t("paceTitle")}</legend>
      <div className="grid items-end gap-5 sm:grid-cols-2">
        {PACES.map(({ name }) => (
          <TextField key={name} {...form.text(name)} label={t(name)} inputMode="decimal" maxLength={8} />
        ))}
      </div>
    </fieldset>
  );
}

const BASES = ["text", "decimal", "hex"] as const satisfies readonly Draft["idInAnswer"][];
const LONG_BYS = ["udh8", "sar"] as const satisfies readonly Draft["longBy"][];
const CODINGS = ["gsm", "latin1"] as const satisfies readonly Draft["defaultCoding"][];

/** Values from the carrier's interface specification. */
export function QuirksPart({ form }: PartProps): ReactNode {
  const t = useTranslations("web.smsCarriers.form");
  const choiceOf = (name: "idInAnswer" | "idInReceipt" | "longBy" | "defaultCoding") => ({
    ...form.text(name),
    label: t(name),
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
          <TextField key={name} {...form.text(name)} label={t(name)} inputMode="numeric" maxLength={3} />
        ))}
      </div>
      {(["hasPlus", "tellsValidity"] as const).map((name) => (
        <CheckField
          key={name}
          name={name}
          label={t(name)}
          checked={form.values[name]}
          onChange={({ target }) => form.set({ [name]: target.checked })}
        />
      ))}
    </fieldset>
  );
}
