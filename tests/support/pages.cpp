// See pages.hpp.
#include "tests/support/pages.hpp"

namespace dateline::tests {

std::string news_page() {
  return R"html(<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8">
<title>Harbour bridge reopens after two years | The Estuary Post</title>
<link rel="canonical" href="https://www.estuarypost.example/2023/03/14/harbour-bridge-reopens">
<meta property="og:title" content="Harbour bridge reopens after two years">
<meta property="og:site_name" content="The Estuary Post">
<meta property="og:type" content="article">
<meta property="og:description" content="The first lorries crossed the river at dawn, and the ferry made its last trip in the evening.">
<meta property="article:published_time" content="2023-03-14T06:30:00+00:00">
<meta property="article:modified_time" content="2023-03-15T09:00:00+00:00">
<meta property="article:section" content="Region">
<meta property="article:tag" content="Bridges"><meta property="article:tag" content="Ferries">
<script type="application/ld+json">
// <![CDATA[
{"@context":"https://schema.org","@graph":[
 {"@type":"NewsArticle","headline":"Harbour bridge reopens after two years",
  "datePublished":"2023-03-14T06:30:00Z","dateModified":"2023-03-15T09:00:00Z",
  "author":[{"@id":"#mp"},{"@type":"Person","givenName":"Idris","familyName":"Vale"}],
  "publisher":{"@type":"Organization","name":"The Estuary Post"},},
 {"@type":"Person","@id":"#mp","name":"Marta Pell"},
]}
// ]]>
</script>
<style>p{color:red}</style></head>
<body class="single-post">
<div id="cookie-banner" class="consent-box"><p>We use cookies to give you the best experience. By clicking accept you consent to our use of cookies and to our privacy policy, which you can read at any time.</p><button>Accept</button></div>
<header class="masthead"><nav><ul><li><a href="/">Home</a></li><li><a href="/region">Region</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><article>
<p class="kicker">Region</p>
<h1>Harbour bridge reopens after two years</h1>
<p class="standfirst">The first lorries crossed the river at dawn, and the ferry made its last trip in the evening.</p>
<div class="byline">By <a rel="author" href="/author/marta-pell">Marta Pell</a> and <a href="/author/idris-vale">Idris Vale</a></div>
<time datetime="2023-03-14T06:30:00Z">14 March 2023</time>
<div class="share-bar"><a href="#">Facebook</a> <a href="#">Twitter</a></div>
<figure><img src="b.jpg" alt="The bridge"><figcaption>Lorries queue at the southern end. Photo: Ana Roe</figcaption></figure>
<div class="article-body">
<p>At ten past five on Tuesday morning the barrier lifted, and a milk lorry from the southern bank became the first vehicle to cross the harbour bridge since the flood of 2021.</p>
<p>Engineers had replaced eleven of the fourteen piers, and the deck now stands a metre and a half higher than before; it was, said the county surveyor, &ldquo;a new bridge in an old coat&rdquo;.</p>
<h2>A ferry says goodbye</h2>
<p>For two years the small ferry <em>Constance</em> had carried forty thousand passengers a month, and many of them came to the quay to wave when she made her last trip.</p>
<ul><li>Cars may cross from six in the morning until midnight.</li><li>Lorries above forty tonnes still have to use the motorway.</li></ul>
<div class="advertisement"><p>Advertisement</p><p>Buy two tyres and get two free at every branch of the garage until the end of this month.</p></div>
<blockquote><p>We shall miss the conversations on deck, but not the waiting in the rain.</p></blockquote>
<p>The county will decide in the autumn whether the toll, which was to end with the repairs, stays in force for another five years.</p>
<p><a href="/x">Read more: Who pays for the bridge?</a></p>
</div>
<div class="related"><h3>Related articles</h3><ul><li><a href="/a">Flood report blames neglected drains upstream</a></li><li><a href="/b">Town council votes for a second lifeboat station</a></li></ul></div>
<section id="comments"><h3>2 comments</h3><p>I crossed it this morning and the view is wonderful, well done to everybody who worked through the winter.</p></section>
</article></main>
<aside class="sidebar"><h2>Most read</h2><p>Yesterday's other long story about the lighthouse keeper's daughter, 2 January 2019, is here.</p></aside>
<footer><p>© 2024 The Estuary Post. All rights reserved.</p></footer>
</body></html>
)html";
}

std::string windows_1251_page() {
  // "Мост открыт" …: written in UTF-8 here, changed to the page's own bytes below.
  const std::string page =
      R"html(<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251">
<title>Мост через залив открыт</title></head><body><h1>Мост через залив открыт</h1>
<p>Автор: Мария Белова</p><p>14 марта 2023</p>
<p>Утром во вторник по новому мосту через залив прошли первые грузовики, и старый паром ушел в последний рейс.</p>
<p>Ремонт продолжался два года, и за это время паром перевез больше миллиона пассажиров.</p></body></html>)html";
  std::string bytes;
  for (std::size_t i = 0; i < page.size(); ++i) {
    const auto c = static_cast<unsigned char>(page[i]);
    if (c < 0x80) {
      bytes += page[i];
      continue;
    }
    const int point = (c & 0x1F) << 6 | (static_cast<unsigned char>(page[++i]) & 0x3F);
    bytes += static_cast<char>(point - 0x410 + 0xC0);
  }
  return bytes;
}

std::string br_page() {
  return R"html(<HTML><HEAD><TITLE>The well at Low Farm</TITLE></HEAD><BODY BGCOLOR=#ffffff>
<TABLE><TR><TD><A HREF=index.html>Home</A></TD><TD><A HREF=news.html>News</A></TD></TR></TABLE>
<TABLE><TR><TD><H1>The well at Low Farm</H1>
When the drought came in the second summer, the old well at Low Farm was the only one in the parish that still held water.<BR><BR>
Neighbours came with carts before sunrise, and nobody was sent away, though the level fell by a hand's breadth each week.<BR><BR>
It rained on the ninth of October,<BR>and the carts stayed at home.
</TD></TR></TABLE></BODY></HTML>)html";
}

std::string broken_page() {
  return R"html(<title>Broken & mended</title><div class=story-text><p>The first paragraph was never closed, and it says quite enough to be read as a paragraph of prose.
<p>The second <b>has <i>crossed</b> tags</i> and an &unknown; entity, but whoever reads it knows what was meant.
<div><a href="x>the link never ends</a> and
<p>a third paragraph stands behind it, which is long enough to count, and then the file is cut in the mid)html";
}

std::string japanese_page() {
  return R"html(<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>港の橋が再開 - 河口新聞</title>
<meta property="og:site_name" content="河口新聞"></head><body>
<nav><ul><li><a href="/">ホーム</a></li><li><a href="/n">ニュース</a></li></ul></nav>
<article><h1>港の橋が再開</h1><p class="date">2023年3月14日</p>
<p>火曜日の朝五時すぎ、港の橋の遮断機が上がり、二年ぶりに最初のトラックが川を渡った。</p>
<p>橋脚は十四本のうち十一本が取り替えられ、
路面は以前より一メートル半高くなったという。</p>
<p>渡し船は毎月四万人を運んできたが、その夜、最後の航海を終えて岸壁に戻った。</p></article>
</body></html>)html";
}

std::string two_halves_page() {
  return R"html(<!doctype html><html><head><title>Two halves</title></head><body><div id="page">
<div class="row"><a href="/1">One</a> <a href="/2">Two</a></div>
<div class="part"><p>The council met for the third time this week, and for the third time nobody could say what the new hall would cost.</p>
<p>The treasurer had brought a list of forty items, of which thirty were marked with a question.</p></div>
<div class="advert"><p>Holidays by the lake: three nights for the price of two, book before the first of May and save.</p></div>
<div class="part"><p>After midnight a motion was carried to ask the builder himself, who had been sitting in the gallery all evening.</p>
<p>He named a sum, and the meeting was closed without a vote.</p></div>
</div></body></html>)html";
}

}  // namespace dateline::tests
