import { getTranslations } from 'next-intl/server'
import type { Described, Schema } from '@/app/api/v1/openapi'

type Row = { name: string; type: string; required: boolean; note: string }

/** A type in one line: `string (uuid)`, `"now" | "later"`, `object[]`. */
function typeOf(schema: Schema): string {
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' | ')
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.items) return `${typeOf(schema.items)}[]`
  const type = [schema.type ?? 'any'].flat().join(' | ')
  return typeof schema.format === 'string' ? `${type} (${schema.format})` : type
}

/** The fields of a body: of what it is a list of, where it is one, with their place in it. */
function rowsOf(schema: Schema, before = ''): Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const name = before + key
    const required = schema.required?.includes(key) ?? false
    const row = { name, type: typeOf(field), required, note: field.description ?? '' }
    const filled = field.anyOf?.find((one) => one.properties ?? one.items) ?? field
    const inner = filled.items?.properties ? filled.items : filled
    return [row, ...rowsOf(inner, `${name}${inner === filled ? '.' : '[].'}`)]
  })
}

function variantsOf(content: Described['requestBody'] | undefined): Row[][] {
  const schema = Object.values(content?.content ?? {})[0]?.schema
  if (!schema) return []
  return (schema.anyOf ?? [schema]).map((one) => rowsOf(one)).filter((rows) => rows.length > 0)
}

/** One method of an address: what is sent, and what comes back. */
export async function OperationCard(props: { method: string; operation: Described }) {
  const { method, operation } = props
  const t = await getTranslations('api')
  const asked = operation.parameters
    // What stands in the address is told where it is one of a few
    .filter((one) => one.in !== 'path' || one.schema.enum)
    .map((one) => ({ ...one, type: typeOf(one.schema), note: one.description ?? '' }))
  const answered = rowsOf(Object.values(operation.responses[200]?.content ?? {})[0]?.schema ?? {})
  const sent = variantsOf(operation.requestBody)
  const [type = ''] = Object.keys(operation.requestBody?.content ?? {})
  return (
    <div className="api-operation">
      <h3>
        <code>{method}</code> {operation.summary}
      </h3>
      {asked.length > 0 && <Fields title={t('address')} rows={asked} needed={t('required')} />}
      {sent.map((rows, at) => (
        <Fields
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
          key={at}
          title={at === 0 ? t('body') : t('or')}
          rows={rows}
          needed={t('required')}
        />
      ))}
      {type && !type.endsWith('/json') && (
        <p>
          {t('bytes')} <code>{type}</code>
        </p>
      )}
      {answered.length > 0 && (
        <details>
          <summary>{t('answer')}</summary>
          <Fields rows={answered} needed="" />
        </details>
      )}
    </div>
  )
}

function Fields({ title, rows, needed }: { title?: string; rows: Row[]; needed: string }) {
  return (
    <>
      {title && <h4>{title}</h4>}
      <dl>
        {rows.map(({ name, type, required, note }) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>
              <code>{type}</code>
              {required && needed && ` · ${needed}`}
              {note && ` · ${note}`}
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}
