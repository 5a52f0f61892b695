/** The dialog that opens a request about personal data. */
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { SelectField, TextField } from "../../parts/fields.tsx";
import { SavedFormDialog, useSavedForm } from "../../parts/saved-form.tsx";
import type { PersonalRequest } from "./personal-data.ts";

const IDENTIFIED_MIN = 5;
const KINDS = ["see", "delete"] as const satisfies readonly PersonalRequest["kind"][];

/** Opens the request and navigates to it. */
export function OpenRequestDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.personalData");
  const navigate = useNavigate();
  const form = useSavedForm({
    initial: { kind: "see" as PersonalRequest["kind"], number: "", identifiedBy: "" },
    faultsOf: ({ identifiedBy }, missing) => [
      missing("number", t("number")),
      identifiedBy.trim().length < IDENTIFIED_MIN
        ? { field: "identifiedBy", message: t("identifiedShort") }
        : undefined,
    ],
    save: ({ kind, number, identifiedBy }) => {
      const body = { kind, number: number.trim(), identifiedBy: identifiedBy.trim() };
      return read<{ readonly id: string }>(api.POST("/api/service/personal-requests", { body }));
    },
    refreshes: ["service", "personal-requests"],
    onSaved: ({ id }) => navigate({ to: "/layanan/data-pribadi/$id", params: { id } }),
  });
  return (
    <SavedFormDialog title={t("open")} form={form} submit={t("openYes")} onClose={onClose}>
      <SelectField {...form.text("kind")} label={t("kind")}>
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kinds.${kind}`)}
          </option>
        ))}
      </SelectField>
      <TextField
        {...form.text("number")}
        label={t("number")}
        hint={t("numberHint")}
        type="tel"
        autoComplete="off"
        maxLength={32}
      />
      <TextField
        {...form.text("identifiedBy")}
        label={t("identified")}
        hint={t("identifiedHint")}
        autoComplete="off"
        maxLength={500}
      />
    </SavedFormDialog>
  );
}
