/** The fields of a new account. */
import type { ReactNode } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";
import { TextField } from "../../parts/fields.tsx";

/** Who a new person is and how they will log in. */
export interface NewPerson {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Name, e-mail address and password. */
export function NewPersonFields({ form }: { readonly form: UseFormReturn<NewPerson> }): ReactNode {
  const t = useTranslations("web.people");
  const parts = useTranslations("web.parts");
  const { errors } = form.formState;
  return (
    <>
      <TextField
        label={t("name")}
        hint={t("nameHint")}
        autoComplete="name"
        error={errors.name?.message}
        {...form.register("name", { required: t("nameNeeded") })}
      />
      <TextField
        label={t("email")}
        hint={t("emailHint")}
        type="email"
        autoComplete="username"
        inputMode="email"
        error={errors.email?.message}
        {...form.register("email", { required: t("emailNeeded"), pattern: { value: EMAIL, message: parts("email") } })}
      />
      <TextField
        label={t("newPassword")}
        hint={t("passwordHint")}
        type="password"
        autoComplete="new-password"
        error={errors.password?.message}
        {...form.register("password", { required: t("passwordNeeded") })}
      />
    </>
  );
}
