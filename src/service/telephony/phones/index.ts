/** Phones: extensions, their registrations and the decisions of the registrar. */

export { CLIENT_IDENTITY, type ClientPass, readClientPass, writeClientPass } from "./client-pass.ts";
export { buildPhoneDirectory, type Phone, type PhoneDirectory, phoneAt, phonesShutOut } from "./phone.ts";
export { extensionFault, type PhoneRefusal } from "./phone-form.ts";
export {
  type Binding,
  EXPIRY_SECONDS,
  type RegisterRefusal,
  type RegisterRequest,
  register,
  ringingOf,
} from "./registrar.ts";
export { readVisitPass, type VisitPass, writeVisitPass } from "./visit-pass.ts";
