/** Agreements with carriers, each with its file. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { AgreementRow } from "../../../../src/licensing/requirements/form.shared.ts";
import { TemplateLinks } from "./downloads.tsx";
import type { EditorProps } from "./part-editor.ts";
import { CountAt, DateAt, SelectAt, TextAt } from "./part-fields.tsx";
import { newRowId, PartRows } from "./part-rows.tsx";
import { RowSlots } from "./row-slots.tsx";

const AGREEMENTS_MAX = 60;
const KINDS = ["basic-telephony", "sms", "network"] as const;

const newAgreement = (): AgreementRow => ({
  id: newRowId(),
  partner: "",
  partnerLicence: "",
  kind: "basic-telephony",
  number: "",
  signedOn: "",
  validFrom: "",
  validUntil: "",
  channels: null,
});

/** The fields of the part "agreements". */
export function AgreementsEditor(props: EditorProps<"agreements">): ReactNode {
  const t = useTranslations("web.licenceForm");
  return (
    <>
      <div className="grid gap-1 text-small">
        <p className="text-soft">{t("agreementOutline")}</p>
        <TemplateLinks licence={props.licence} requirement="D04" />
      </div>
      <PartRows<AgreementRow>
        path="rows"
        title={t("list.agreements")}
        addText={t("add.agreement")}
        emptyText={t("none.agreements")}
        rowsMax={AGREEMENTS_MAX}
        newRow={newAgreement}
        nameOf={(row, index) => row.partner || t("nth.agreement", { nth: index + 1 })}
      >
        {(row, path) => (
          <>
            <div className="grid items-end gap-4 sm:grid-cols-2">
              <TextAt path={`${path}.partner`} label={t("field.partner")} maxLength={200} />
              <TextAt path={`${path}.partnerLicence`} label={t("field.partnerLicence")} maxLength={100} />
              <SelectAt
                path={`${path}.kind`}
                label={t("field.agreementKind")}
                options={KINDS.map((value) => ({ value, label: t(`choice.${value}`) }))}
              />
              <TextAt path={`${path}.number`} label={t("field.number")} maxLength={100} />
              <DateAt path={`${path}.signedOn`} label={t("field.signedOn")} />
              <DateAt path={`${path}.validFrom`} label={t("field.validFrom")} />
              <DateAt path={`${path}.validUntil`} label={t("field.validUntil")} />
              {row.kind === "sms" ? null : (
                <CountAt path={`${path}.channels`} label={t("field.channels")} hint={t("hint.channels")} />
              )}
            </div>
            <RowSlots {...props} rowId={row.id} />
          </>
        )}
      </PartRows>
    </>
  );
}
