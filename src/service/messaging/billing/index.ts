/**
 * SMS billing: the installation's prices by carrier, number and category, each valid from a day; the balance and ledger of a call centre; and refunds of
 * segments that were never sent. Messages are charged in the transaction that accepts them and refunded in the transaction that ends them, by database
 * functions (`grant_sms_money`, `insert_sms_charges`, `refund_sms`) that lock the balance's row.
 */
export { type ChargeClass, chargeClassOf } from "./charged-class.ts";
export { buildPriceList, type Price, type PricedCategory, type PriceList, priceOf } from "./price.ts";
