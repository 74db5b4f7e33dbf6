// The identities of the wiki's things: numbers to the machine, strangers to each other.
declare const brand: unique symbol
type Id<Name extends string> = number & { readonly [brand]: Name }

export type PageId = Id<'page'>
export type RevId = Id<'revision'>
export type RcId = Id<'recent change'>
export type LogId = Id<'log entry'>
export type ActorId = Id<'actor'>
export type UserId = Id<'user'>
export type TextId = Id<'text'>
export type TagId = Id<'change tag'>
export type BlockId = Id<'block'>
export type BatchId = Id<'batch of what was hidden'>
