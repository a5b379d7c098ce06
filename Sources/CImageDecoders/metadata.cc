#include <exiv2/exiv2.hpp>
#include <exiv2/webpimage.hpp>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "CImageDecoders.h"

// Hostile files hold tags without end; what follows these bounds is left out.
static constexpr size_t most_tags = 4000;
static constexpr size_t longest_value = 4096;

struct cairn_metadata {
    std::vector<std::pair<std::string, std::string>> tags;
};

namespace {

template <typename Data>
void collect(const Data &data, std::vector<std::pair<std::string, std::string>> &tags) {
    for (const auto &datum : data) {
        if (tags.size() >= most_tags) return;
        try {
            // Large values are previews and tables: no text that anyone reads.
            if (datum.size() > static_cast<decltype(datum.size())>(16 * longest_value)) continue;
            std::string value = datum.toString();
            if (value.size() > longest_value) value.resize(longest_value);
            tags.emplace_back(datum.key(), std::move(value));
        } catch (const Exiv2::AnyError &) {
            continue;
        }
    }
}

// Its readers of video are not to be trusted, whatever the content claims to be.
bool is_still(int type) {
    switch (type) {
        case Exiv2::ImageType::jpeg:
        case Exiv2::ImageType::png:
        case Exiv2::ImageType::tiff:
        case Exiv2::ImageType::jp2:
        case Exiv2::ImageType::webp:
        case Exiv2::ImageType::bmff:
        case Exiv2::ImageType::psd:
        case Exiv2::ImageType::gif:
        case Exiv2::ImageType::rw2:
        case Exiv2::ImageType::orf:
        case Exiv2::ImageType::raf:
        case Exiv2::ImageType::mrw:
        case Exiv2::ImageType::crw:
        case Exiv2::ImageType::cr2: return true;
        default: return false;
    }
}

}  // namespace

extern "C" void cairn_metadata_prepare(void) {
    try {
        Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
        Exiv2::XmpParser::initialize();
        Exiv2::enableBMFF(true);
    } catch (...) {
    }
}

extern "C" int32_t cairn_metadata_read(const uint8_t *bytes, size_t count, cairn_metadata **metadata) {
    *metadata = nullptr;
    try {
        if (!is_still(Exiv2::ImageFactory::getType(bytes, static_cast<long>(count)))) return CAIRN_IMAGE_UNSUPPORTED;
        auto image = Exiv2::ImageFactory::open(bytes, static_cast<long>(count));
        if (!image.get()) return CAIRN_IMAGE_UNSUPPORTED;
        image->readMetadata();
        auto found = new cairn_metadata;
        *metadata = found;
        collect(image->exifData(), found->tags);
        collect(image->xmpData(), found->tags);
        collect(image->iptcData(), found->tags);
        return CAIRN_IMAGE_OK;
    } catch (const std::bad_alloc &) {
        return CAIRN_IMAGE_MEMORY;
    } catch (...) {
        return CAIRN_IMAGE_CORRUPT;
    }
}

extern "C" void cairn_metadata_free(cairn_metadata *metadata) { delete metadata; }

extern "C" size_t cairn_metadata_count(const cairn_metadata *metadata) { return metadata->tags.size(); }

extern "C" const char *cairn_metadata_name(const cairn_metadata *metadata, size_t number) {
    return number < metadata->tags.size() ? metadata->tags[number].first.c_str() : nullptr;
}

extern "C" const char *cairn_metadata_value(const cairn_metadata *metadata, size_t number) {
    return number < metadata->tags.size() ? metadata->tags[number].second.c_str() : nullptr;
}
