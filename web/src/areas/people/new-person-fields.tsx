/** The fields of a new account. No form library is used, because this is the first page that a new applicant loads. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { Problem } from "../../data/problem.ts";
import { type SummaryLine, TextField } from "../../parts/fields.tsx";
import { isEmailAddress } from "../../words/email-address.ts";
import { NewPasswordField } from "./new-password-field.tsx";

/** Name and credentials of a new user. */
export interface NewPerson {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

interface NewPersonForm {
  readonly values: NewPerson;
  readonly lines: readonly SummaryLine[];
  readonly change: (part: Partial<NewPerson>) => void;
  /** Returns true when the input is complete; otherwise the lines show the errors. */
  readonly check: () => boolean;
}

/** The state of the fields; server errors are merged with client-side errors. */
export function useNewPerson(problem: Problem | null): NewPersonForm {
  const t = useTranslations("web.people");
  const parts = useTranslations("web.parts");
  const [values, setValues] = useState<NewPerson>({ name: "", email: "", password: "" });
  const [own, setOwn] = useState<readonly SummaryLine[]>([]);
  const check = (): boolean => {
    const email = values.email.trim();
    const found = [
      ...(values.name.trim() === "" ? [{ field: "name", message: t("nameNeeded") }] : []),
      ...(email === "" ? [{ field: "email", message: t("emailNeeded") }] : []),
      ...(email !== "" && !isEmailAddress(email) ? [{ field: "email", message: parts("email") }] : []),
      ...(values.password === "" ? [{ field: "password", message: t("passwordNeeded") }] : []),
    ];
    setOwn(found);
    return found.length === 0;
  };
  const theirs = problem?.fields.map((fault) => ({ field: fault.path, message: fault.message })) ?? [];
  return {
    values: { ...values, email: values.email.trim() },
    lines: own.length > 0 ? own : theirs,
    change: (part) => setValues((before) => ({ ...before, ...part })),
    check,
  };
}

/** Name, email address and password. */
export function NewPersonFields({ form }: { readonly form: NewPersonForm }): ReactNode {
  const t = useTranslations("web.people");
  const errorOf = (field: string): string | undefined => form.lines.find((line) => line.field === field)?.message;
  return (
    <>
      <TextField
        name="name"
        label={t("name")}
        hint={t("nameHint")}
        autoComplete="name"
        error={errorOf("name")}
        onChange={(event) => form.change({ name: event.target.value })}
      />
      <TextField
        name="email"
        label={t("email")}
        hint={t("emailHint")}
        type="email"
        autoComplete="username"
        inputMode="email"
        error={errorOf("email")}
        onChange={(event) => form.change({ email: event.target.value })}
      />
      <NewPasswordField
        value={form.values.password}
        own={[form.values.name, form.values.email]}
        error={errorOf("password")}
        onType={(password) => form.change({ password })}
      />
    </>
  );
}
