/**
 * What short messages cost: prices of the installation by carrier, number and category, each from a day on; the balance and the ledger of a
 * call centre; and what is paid back of what was never sent. Messages are charged in the transaction that takes them and paid back in the
 * one that ends them, by functions of the database (`grant_sms_money`, `insert_sms_charges`, `refund_sms`) that hold the balance's row.
 */
export { type ChargeClass, chargeClassOf } from "./charged-class.ts";
export { buildPriceList, type Price, type PricedCategory, type PriceList, priceOf } from "./price.ts";
