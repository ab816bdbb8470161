// See forensics.hpp.
#include "tests/support/forensics.hpp"

#include "tests/support/temp_dir.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <zlib.h>
#include <zstd.h>

namespace dateline::tests {

namespace {

constexpr std::size_t window_bytes = 16 << 10;

std::string lower_ascii(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

// What each zstd frame in `bytes` inflates to, as far as it goes.
void append_zstd(std::string_view bytes, std::string& text) {
  constexpr std::string_view magic = "\x28\xB5\x2F\xFD";
  ZSTD_DCtx* const context = ZSTD_createDCtx();
  std::array<char, window_bytes> buffer{};
  for (auto at = bytes.find(magic); at != std::string_view::npos; at = bytes.find(magic, at + 1)) {
    ZSTD_DCtx_reset(context, ZSTD_reset_session_only);
    ZSTD_inBuffer input{.src = bytes.data() + at, .size = bytes.size() - at, .pos = 0};
    ZSTD_outBuffer output{.dst = buffer.data(), .size = buffer.size(), .pos = 0};
    while (output.pos < output.size && input.pos < input.size) {
      const std::size_t before = output.pos + input.pos;
      const std::size_t left = ZSTD_decompressStream(context, &output, &input);
      if (ZSTD_isError(left) != 0 || left == 0 || output.pos + input.pos == before) break;
    }
    text.append(buffer.data(), output.pos);
  }
  ZSTD_freeDCtx(context);
}

// What each place inflates to that could be the beginning of a raw deflate stream.
void append_deflated(std::string_view bytes, std::string& text) {
  z_stream stream{};
  inflateInit2(&stream, -15);
  std::array<char, window_bytes> buffer{};
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    inflateReset(&stream);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data() + at));
    stream.avail_in = static_cast<uInt>(std::min(bytes.size() - at, window_bytes));
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(buffer.size());
    const int result = inflate(&stream, Z_SYNC_FLUSH);
    constexpr uLong shortest = 16;  // shorter ones are accidents
    if (stream.total_out < shortest ||
        (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR && stream.total_out < 200))
      continue;
    const std::string_view inflated(buffer.data(), stream.total_out);
    text.append(inflated);
    append_zstd(inflated, text);
  }
  inflateEnd(&stream);
}

}  // namespace

std::string all_text_in(const std::filesystem::path& directory) {
  std::string text;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    text += entry.path().filename().native() + "\n";
    if (!entry.is_regular_file()) continue;
    const std::string bytes = read_file(entry.path());
    text += bytes;
    append_zstd(bytes, text);
    append_deflated(bytes, text);
  }
  return text;
}

std::vector<std::string> words_in(const std::string& text, const std::vector<std::string>& words) {
  const std::string lower = lower_ascii(text);
  std::vector<std::string> found;
  for (const auto& word : words) {
    if (lower.find(lower_ascii(word)) != std::string::npos) found.push_back(word);
  }
  return found;
}

}  // namespace dateline::tests
