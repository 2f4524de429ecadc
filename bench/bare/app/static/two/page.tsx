export default function Two() {
  return <h1>Two</h1>
}
