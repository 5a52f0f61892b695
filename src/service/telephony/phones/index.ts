/** Phones: extensions, and where their devices can be reached (the registrar's decisions). */

export { CLIENT_IDENTITY, type ClientPass, readClientPass, writeClientPass } from "./client-pass.ts";
export { type Phone, type PhoneBook, phoneAt, phoneBook, phonesShutOut } from "./phone.ts";
export { extensionFault, type PhoneRefusal } from "./phone-form.ts";
export {
  type Binding,
  EXPIRY_SECONDS,
  type RegisterRefusal,
  type RegisterWish,
  register,
  ringingOf,
} from "./registrar.ts";
export { readVisitPass, type VisitPass, writeVisitPass } from "./visit-pass.ts";
