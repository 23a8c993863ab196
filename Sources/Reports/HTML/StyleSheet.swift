// SPDX-License-Identifier: GPL-3.0-or-later

/// The style of all pages, for the screen and for A4 paper.
///
/// Fonts are those that a Windows, macOS or Linux machine in a county office has; nothing is loaded from
/// elsewhere. Colours are darker or lighter than their neighbours, so that a black and white print tells
/// the same.
enum StyleSheet {
  static let text = [base, blocks, tables, charts, minutes, paper].joined(separator: "\n")

  private static let base = """

    :root{--ink:#1c2733;--soft:#56636f;--line:#c9d1d8;--pale:#f3f5f7;--accent:#1d4e74;
    --good:#1c6140;--good-pale:#eaf3ee;--bad:#962a1e;--bad-pale:#faecea;--open:#7a5a0c;--open-pale:#faf4e3;
    --sans:"Helvetica Neue",Arial,"Liberation Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei","Droid Sans Fallback",sans-serif;
    --serif:Georgia,"Times New Roman","Liberation Serif","Songti SC",SimSun,"Noto Serif CJK SC","Source Han Serif SC",serif;
    --mono:Consolas,Menlo,"DejaVu Sans Mono","Liberation Mono","Noto Sans Mono CJK SC",monospace}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0 auto;max-width:62rem;padding:2.5rem 2rem 3rem;background:#fff;color:var(--ink);
    font:1rem/1.55 var(--sans);font-variant-numeric:lining-nums tabular-nums;overflow-wrap:break-word}
    html:lang(zh-Hans){--sans:"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei","Droid Sans Fallback",Arial,sans-serif;
    --serif:"Source Han Serif SC","Noto Serif CJK SC","Songti SC",STZhongsong,SimSun,serif}
    html:lang(zh-Hans) body{line-height:1.7}
    p{margin:0 0 .75em;max-width:46rem}
    h1,h2,h3{font-family:var(--serif);font-weight:700;line-height:1.25;text-wrap:balance}
    h1{font-size:2rem;margin:.1em 0 .35em}
    h2{font-size:1.3rem;margin:0 0 .8rem;padding-bottom:.35rem;border-bottom:2px solid var(--accent)}
    h2 .number{color:var(--accent);margin-right:.35em}
    h3{font-size:1.05rem;margin:1.5rem 0 .5rem}
    section{margin:2.6rem 0 0}
    .head{position:relative;border-top:4px solid var(--accent);padding-top:1rem}
    .kicker{color:var(--accent);font-weight:700;font-size:.875rem;letter-spacing:.02em;margin:0}
    .subtitle{color:var(--soft);margin:0 0 .15em;font-size:.94rem}
    .stamp{display:inline-block;margin:.1rem 0 .7rem;padding:.15em .7em;border:2px solid var(--open);color:var(--open);
    font-weight:700;background:var(--open-pale)}
    footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:.8rem;color:var(--soft);font-size:.85rem}
    footer p{max-width:none}
    """

  private static let blocks = """
    .remark{color:var(--soft);font-size:.9rem}
    ul,ol{padding-left:1.3em;max-width:46rem}
    li{margin-bottom:.3em}
    .verdict{border:1px solid;border-left-width:10px;padding:1rem 1.25rem .6rem;margin:0 0 1rem}
    .verdict.good{border-color:var(--good);background:var(--good-pale)}
    .verdict.bad{border-color:var(--bad);background:var(--bad-pale)}
    .verdict.open{border-color:var(--open);background:var(--open-pale)}
    .verdict .word{display:flex;flex-wrap:wrap;align-items:center;gap:.1rem .6rem;margin:0 0 .3rem;max-width:none}
    .verdict .word strong{font:700 1.5rem/1.2 var(--serif)}
    .verdict .word .icon{width:1.7rem;height:1.7rem}
    .verdict.good .word{color:var(--good)}.verdict.bad .word{color:var(--bad)}.verdict.open .word{color:var(--open)}
    .verdict .word span{color:var(--ink);border-left:1px solid currentColor;padding-left:.7rem}
    .verdict .sentence{font-size:1.09rem;max-width:none;margin-bottom:.4rem}
    .icon{width:1em;height:1em;vertical-align:-.125em;fill:none;stroke:currentColor;stroke-width:1.5;
    stroke-linecap:round;stroke-linejoin:round;flex:none}
    .icon circle{fill:#fff}
    .tiles{list-style:none;padding:0;margin:1.2rem 0;max-width:none;display:grid;
    grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));border:1px solid var(--line)}
    .tiles li{margin:0;padding:.7rem .9rem;border-left:1px solid var(--line);margin-left:-1px}
    .tiles span{display:block}
    .tiles .figure{font:700 1.5rem/1.2 var(--serif)}
    .tiles .what{font-size:.9rem}
    .tiles .detail,.detail{color:var(--soft);font-size:.84rem}
    .note{border-left:4px solid var(--open);background:var(--open-pale);padding:.6rem 1rem;margin:0 0 .8rem}
    .note p{margin:0;max-width:none}
    .facts{margin:0 0 1rem;border-top:1px solid var(--line)}
    .facts>div{display:grid;grid-template-columns:12.5rem 1fr;gap:0 1.2rem;padding:.4rem 0;border-bottom:1px solid var(--line)}
    .facts dt{font-weight:700;font-size:.94rem}
    .facts dd{margin:0;min-width:0;overflow-wrap:anywhere}
    .code,code,.hash{font-family:var(--mono);font-size:.86rem}
    .steps{list-style:none;padding:0;margin:0 0 1rem;max-width:none}
    .steps li{display:grid;grid-template-columns:17.5rem 1fr;gap:0 1.2rem;margin:0;padding:.4rem 0;border-bottom:1px solid var(--line)}
    .steps li:first-child{border-top:1px solid var(--line)}
    .steps .time{font-weight:700;font-size:.94rem}
    .seals{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(26rem,100%),1fr));gap:1rem;margin:0 0 1rem}
    .seal{margin:0;min-width:0;display:flex;gap:1rem;align-items:flex-start;border:1px solid var(--line);padding:.8rem}
    .seal .qr{width:7.4rem;height:7.4rem;flex:none;margin:-.3rem 0 0 -.3rem}
    .seal figcaption{min-width:0}.seal figcaption>*{display:block}
    .seal .hash{margin:.35rem 0;line-height:1.5;max-width:22em}
    .hash span{white-space:nowrap;margin-right:.35em;display:inline-block}
    .command{background:var(--pale);border:1px solid var(--line);padding:.6rem .9rem;margin:0 0 1rem}
    .command code{display:block;white-space:pre-wrap;padding-left:1.4em;text-indent:-1.4em}
    """

  private static let tables = """
    .scroll{overflow-x:auto;margin:0 0 1.2rem}
    table{border-collapse:collapse;width:100%;font-size:.92rem;line-height:1.4}
    caption{text-align:left;font-weight:700;padding:0 0 .4rem}
    .heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    th,td{text-align:left;vertical-align:top;padding:.42rem .6rem}
    thead th{vertical-align:bottom;border-top:2px solid var(--ink);border-bottom:1px solid var(--ink);font-size:.86rem}
    .data tbody th{font-weight:400}
    .data tbody tr{border-bottom:1px solid var(--line)}
    .data tbody tr:last-child{border-bottom:2px solid var(--ink)}
    .data .total th,.data .total td{font-weight:700;border-top:1px solid var(--ink)}
    th.number,td.number{text-align:right}
    td.number{white-space:nowrap}
    td.code{font-size:.8em}
    td.word{white-space:nowrap}
    th.code{font:inherit;font-weight:700;font-size:.86rem}
    thead th.number{white-space:nowrap}
    .data:has(thead th:nth-child(10)) thead th{white-space:normal;overflow-wrap:normal}
    .data:has(thead th:nth-child(10)) :is(th,td){padding:.42rem .4rem}
    th.group{text-align:center;border-bottom:1px solid var(--line)}
    thead tr+tr th{border-top:0}
    """

  private static let charts = """
    .indicators{table-layout:fixed;min-width:46rem}
    .indicators .c1{width:21%}.indicators .c2{width:17%}.indicators .c3{width:17%}
    .indicators tbody{border-bottom:1px solid var(--ink)}
    .indicators tbody:last-child{border-bottom-width:2px}
    .indicators td>span,.indicators th>span{display:block}
    .indicators td.chart>span,.indicators .part td>span{display:inline}
    .indicators tbody>tr:first-child>*{padding-top:.8rem}
    .indicators .name{font-weight:700;font-size:1rem}
    .indicators th .detail{font-weight:400}
    .indicators .value{font-weight:700}
    .indicators tr:first-child>td:nth-child(2) .value{font-size:1.15rem}
    .indicators .part th{font-weight:400;padding-left:1.4rem}
    .indicators .part .value{font-weight:400}
    .indicators .part td,.indicators .part th{padding-top:.15rem;padding-bottom:.15rem}
    .indicators .chart .value{font-weight:700}
    .indicators .words td{padding-top:.1rem;padding-bottom:.8rem;color:var(--ink)}
    .indicators .words p{margin:.15rem 0;max-width:none;font-size:.92rem}
    .result{font-weight:700}
    .result .icon{margin-right:.35em}
    .result.good{color:var(--good)}.result.bad{color:var(--bad)}.result.open{color:var(--open)}
    .legend{list-style:none;padding:0;margin:0 0 .8rem;display:flex;flex-wrap:wrap;gap:.2rem 1.3rem;max-width:none;font-size:.84rem;color:var(--soft)}
    .legend li{display:flex;align-items:center;gap:.4rem;margin:0}
    .legend svg{width:30px;height:14px;flex:none}
    .plot{display:block;width:100%;height:auto;overflow:visible}
    .plot text{font-family:var(--sans);font-size:10px;fill:var(--soft)}
    .plot text.limit-label{font-weight:700;fill:var(--ink)}
    svg .axis,svg .tick{stroke:#8a97a3;stroke-width:1}
    svg .failing{fill:#e9ecef}
    svg .limit{stroke:var(--ink);stroke-width:1.4;stroke-dasharray:4 2.5}
    svg .thin{stroke:var(--accent);stroke-width:1.6}
    svg .thick{fill:var(--accent)}
    svg .estimate{fill:#fff;stroke:#0f2f49;stroke-width:1.8}
    svg .official{fill:var(--ink)}
    figure.chart{margin:0 0 1rem;break-inside:avoid}
    svg .grid{stroke:#e1e6ea;stroke-width:.8}
    svg polyline{fill:none;stroke:var(--ink);stroke-width:1.8;stroke-linejoin:round}
    svg polyline.shown-met{stroke:var(--good);stroke-dasharray:7 3}
    svg polyline.shown-missed{stroke:var(--bad);stroke-dasharray:1.5 2.5}
    """

  private static let minutes = """
    .minutes h2{font-size:1.05rem;margin-bottom:.4rem;padding-bottom:.2rem;border-bottom-width:1px}
    .minutes section{margin-top:1.2rem}
    .signatures{list-style:none;padding:0;max-width:none;display:grid;grid-template-columns:1fr 1fr;gap:1.1rem 2rem;margin:.9rem 0 0}
    .signatures li{display:flex;align-items:flex-end;gap:.6rem;margin:0}
    .signatures .line{flex:1;border-bottom:1px solid var(--ink);min-height:1.6rem}
    """

  private static let paper = """
    @page{size:A4;margin:16mm 17mm 18mm;@bottom-right{content:counter(page) " / " counter(pages);font:8pt Arial,sans-serif;color:#56636f}}
    @page minutes{size:A4;margin:11mm 16mm;@bottom-right{content:none}}
    @media screen and (max-width:44rem){body{padding:1.2rem 1rem}.facts>div,.steps li,.minutes .facts>div,.minutes .steps li{grid-template-columns:1fr}
    .signatures{grid-template-columns:1fr}
    .indicators{min-width:0}.indicators,.indicators tbody,.indicators tr,.indicators th,.indicators td{display:block;width:100%}
    .indicators caption{display:block}.indicators thead,.indicators colgroup{display:none}.indicators tr>*{padding:.15rem 0}.indicators .part{padding-left:1rem}}
    @media print{
    *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
    html{font-size:9.4pt}
    body{max-width:none;padding:0 1px;line-height:1.45}
    html:lang(zh-Hans) body{line-height:1.6}
    section{margin-top:2rem}
    h2,h3,caption,.legend{break-after:avoid}
    p,li{orphans:3;widows:3}
    p,ul,ol{max-width:none}
    p:has(+.scroll){break-after:avoid}
    .verdict,.tiles,.note,.seal,.command,.steps li,.facts>div,tr,.indicators tbody{break-inside:avoid}
    .indicators tbody:first-of-type,.data tbody tr:first-child{break-before:avoid}
    .scroll{overflow:visible}
    thead{display:table-header-group}
    .indicators{min-width:0}
    .tiles{grid-template-columns:repeat(4,1fr)}
    .seals{grid-template-columns:1fr 1fr;gap:.8rem}
    body.minutes,html:lang(zh-Hans) body.minutes{page:minutes;line-height:1.35}
    html:has(.minutes){font-size:8.2pt}
    .minutes section{margin-top:1rem}
    .minutes h1{font-size:1.7rem;margin:0}
    .minutes .head{padding-top:.5rem}
    .minutes th,.minutes td{padding:.2rem .5rem}
    .minutes .facts>div,.minutes .steps li{padding:.1rem 0}
    .facts .code{font-size:.79rem}
    .data:not(:has(tbody tr:nth-child(13))){break-inside:avoid}
    .minutes .scroll,.minutes .facts,.minutes .steps,.minutes .seals{margin-bottom:.7rem}
    .minutes p{margin-bottom:.3rem}.minutes .note{padding:.3rem .8rem;margin-bottom:.6rem}
    .minutes .seal{padding:.5rem}.minutes .seal .qr{width:6.6rem;height:6.6rem}
    .minutes footer{margin-top:1rem;padding-top:.3rem}
    }

    """
}
