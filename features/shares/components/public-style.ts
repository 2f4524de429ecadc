// The whole look of the pages for strangers, in the page itself: it is there with the first bytes.
// A test holds the colours to those of app/globals.css.

export const publicStyle = `
:root{color-scheme:light dark;--ground:light-dark(#fbfaf8,#161412);--panel:light-dark(#ffffff,#201d1a);--sunken:light-dark(#f3f0eb,#2a2622);--ink:light-dark(#1c1917,#f4f2ee);--ink-2:light-dark(#57534e,#b8b1a8);--ink-3:light-dark(#6c6660,#9f978d);--line:light-dark(#e8e5df,#35302b);--line-strong:light-dark(#938c84,#7c746b);--accent:light-dark(#0f766e,#4fd1c0);--accent-strong:light-dark(#0b5f59,#74e0d2);--on-accent:light-dark(#ffffff,#06231f);--danger:light-dark(#b3261e,#ff9d92)}
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;background:var(--ground);color:var(--ink);font:0.9375rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
body,h1,h2,h3,p,ol,ul,pre,blockquote,figure{margin:0}
main{max-width:42rem;margin-inline:auto;padding:clamp(2rem,9vh,6rem) 1.25rem 3rem}
a{color:inherit}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
h1{font-size:clamp(1.75rem,1.2rem + 2.8vw,2.625rem);line-height:1.18;letter-spacing:-.02em;text-wrap:balance;overflow-wrap:anywhere}
.label{margin-block-end:.75rem;font-size:.8125rem;font-weight:650;color:var(--accent)}
.facts{font-size:.8125rem;color:var(--ink-2);overflow-wrap:anywhere}
h1+.facts{margin-block-start:.9rem}
.lead{margin-block-start:1.5rem;font-size:1.0625rem}
.empty{margin-block:1.75rem 2.5rem;color:var(--ink-2)}
.badge{display:inline-block;margin-inline-end:.5rem;padding:.05rem .45rem;border-radius:.35rem;background:var(--sunken);color:var(--ink-2);font-size:.75rem;font-weight:600}
.section{margin-block:clamp(2.25rem,6vh,3.25rem) .75rem;font-size:1.375rem;line-height:1.3;letter-spacing:-.01em;overflow-wrap:anywhere}
.entries{list-style:none;padding:0;margin-block-start:clamp(1.75rem,5vh,3rem)}
.section+.entries{margin-block-start:0}
.entries>li{display:grid;grid-template-columns:2.5rem minmax(0,1fr);gap:.3rem 0;padding-block:1.35rem;border-block-start:1px solid var(--line)}
.entries>li>*{grid-column:2}
.entries>li>.number{grid-column:1;grid-row:1;font-size:1.0625rem;font-variant-numeric:tabular-nums;line-height:1.5;color:var(--ink-3)}
.entries .title{font-size:1.0625rem;line-height:1.4;font-weight:650;overflow-wrap:anywhere}
.title>a{text-decoration-color:var(--line-strong);text-decoration-thickness:1px;text-underline-offset:.2em}
.title>a:hover{color:var(--accent);text-decoration-color:currentColor}
.entries .prose{margin-block-start:.4rem}
.prose{line-height:1.65;overflow-wrap:anywhere;text-wrap:pretty}
.prose>*+*{margin-block-start:.6em}
.prose :is(h1,h2,h3,h4,h5,h6){font-size:inherit;line-height:1.4;letter-spacing:0}
.prose :is(ul,ol){padding-inline-start:1.4em}
.prose a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:.2em}
.prose a:hover{color:var(--accent-strong)}
.prose blockquote,.quote{padding-inline-start:.9em;border-inline-start:3px solid var(--line);color:var(--ink-2)}
.prose code{font:.9em ui-monospace,"SF Mono",Menlo,Consolas,monospace;background:var(--sunken);border-radius:.25rem;padding:.1em .3em}
.prose pre{overflow-x:auto;padding:.75em .9em;border-radius:.5rem;background:var(--sunken);line-height:1.5}
.prose pre code{padding:0;background:none}
.prose hr{border:0;border-block-start:1px solid var(--line)}
.prose table{display:block;overflow-x:auto;border-collapse:collapse;font-size:.8125rem}
.prose :is(th,td){padding:.3em .6em;border:1px solid var(--line);text-align:start;vertical-align:top}
.prose img{max-width:100%;height:auto}
.toc{margin-block:1.75rem 0;padding:.9rem 1.1rem;border:1px solid var(--line);border-radius:.5rem;background:var(--panel)}
.toc .label{margin:0}
.toc .facts{margin-block-start:.6rem}
.toc ol{padding-inline-start:1.9em}
.toc li::marker{color:var(--ink-3);font-variant-numeric:tabular-nums}
.toc a{text-decoration:none;overflow-wrap:anywhere}
.toc a:hover{color:var(--accent);text-decoration:underline}
section{display:grid;gap:.4rem;padding-block:1.35rem;border-block-start:1px solid var(--line)}
section>.title{font-size:1.0625rem;line-height:1.4;overflow-wrap:anywhere}
summary{width:fit-content;padding-block:.2rem;font-size:.8125rem;color:var(--ink-2);cursor:pointer}
summary:hover{color:var(--ink)}
.abstract{margin-block:1.5rem}
.public-notes{list-style:none;padding:0;margin-block:.75rem 0}
header+.public-notes,.abstract+.public-notes{margin-block:1.75rem 2rem}
.public-notes>li{display:grid;gap:.35rem;padding-block:.9rem;border-block-start:1px solid var(--line)}
.photos{display:flex;flex-wrap:wrap;gap:.5rem}
.photos img{max-width:100%;max-height:24rem;width:auto;height:auto;border-radius:.5rem;background:var(--sunken)}
footer{display:flex;flex-wrap:wrap;gap:.25rem 1rem;justify-content:space-between;margin-block-start:1.5rem;padding-block-start:1.5rem;border-block-start:1px solid var(--line);font-size:.8125rem;color:var(--ink-3)}
footer a{color:var(--ink-2);text-underline-offset:.2em}
form{display:grid;gap:.9rem;max-width:22rem;margin-block-start:1.5rem}
label{display:grid;gap:.3rem;font-size:.8125rem;font-weight:600}
input{font:inherit;font-size:1rem;padding:.55rem .7rem;border:1px solid var(--line-strong);border-radius:.5rem;background:var(--panel);color:var(--ink);inline-size:100%}
button{justify-self:start;font:inherit;font-weight:600;padding:.55rem 1.1rem;border:0;border-radius:.5rem;background:var(--accent);color:var(--on-accent);cursor:pointer}
button:hover{background:var(--accent-strong)}
.wrong{color:var(--danger);font-weight:400}
@media (width<40.0625rem){.entries>li{grid-template-columns:1.75rem minmax(0,1fr)}}
@media print{main{padding:0;max-width:none}footer,form{display:none}}
`.trim()
