import { noSuchAddress } from '@/lib/respond'

// What stands at no other address of the API: a program is told so in its own terms, not by a page.
export const GET = noSuchAddress
export const PUT = noSuchAddress
export const DELETE = noSuchAddress
export const POST = noSuchAddress
export const PATCH = noSuchAddress
