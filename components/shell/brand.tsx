/** The mark: the initial of the product, decorative beside a name. */
export function BrandMark() {
  return (
    <span className="brand-mark" aria-hidden="true">
      H
    </span>
  )
}
