import { initialise, readers } from './readers.js';
await initialise({ module_or_path: 'keyferry_bench_bg.wasm' });
const mk = n => { let s='Access key ID,Secret access key\r\n'; for(let i=0;i<n;i++) s+=`AKIARZPUZDIK${String(i).padStart(8,'0')},kfExampleSecretKeyForTests${String(i).padStart(10,'0')}/+AB\r\n`; return new TextEncoder().encode(s);};
window.measure = () => { const out=[]; for (const n of [1,100,1000]) { const b=mk(n); for (const [k,f] of Object.entries(readers)) { if (f(b)!==n) throw new Error(k+f(b)); const it = n==1?20000:n==100?1000:200; for(let i=0;i<it;i++) f(b); const ts=[]; for(let r=0;r<9;r++){const t=performance.now(); for(let i=0;i<it;i++) f(b); ts.push((performance.now()-t)/it*1000);} ts.sort((a,b)=>a-b); out.push([n,b.length,k,ts[4].toFixed(2)].join(' ')); } } return out.join('\n'); };
window.ready = true;
