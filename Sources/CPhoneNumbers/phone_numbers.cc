#include "CPhoneNumbers.h"

#include <phonenumbers/logger.h>
#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumbermatch.h>
#include <phonenumbers/phonenumbermatcher.h>
#include <phonenumbers/phonenumberutil.h>

#include <cstring>
#include <string>

namespace {

using i18n::phonenumbers::NullLogger;
using i18n::phonenumbers::PhoneNumberMatch;
using i18n::phonenumbers::PhoneNumberMatcher;
using i18n::phonenumbers::PhoneNumberUtil;

// How many candidates of one text may turn out not to be a number before the rest is left.
constexpr int kMostFailures = 256;

}  // namespace

extern "C" int32_t cairn_phone_numbers_find(
    const char *text, size_t length, const char *region, cairn_phone_number *numbers, int32_t capacity) {
    if (length > CAIRN_PHONE_NUMBERS_LONGEST) return CAIRN_PHONE_NUMBERS_TOO_LONG;
    try {
        const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
        const std::string searched(text, length);
        const std::string from = region[0] ? region : "ZZ";
        PhoneNumberMatcher matcher(util, searched, from, PhoneNumberMatcher::VALID, kMostFailures);
        PhoneNumberMatch match;
        std::string formatted;
        int32_t count = 0;
        while (count < capacity && matcher.HasNext() && matcher.Next(&match)) {
            util.Format(match.number(), PhoneNumberUtil::E164, &formatted);
            cairn_phone_number &number = numbers[count];
            if (formatted.size() < 2 || formatted.size() >= sizeof number.e164) continue;
            if (match.start() < 0 || match.length() < 1) continue;
            if (static_cast<size_t>(match.start()) + static_cast<size_t>(match.length()) > length) continue;
            number.start = match.start();
            number.length = match.length();
            std::memcpy(number.e164, formatted.c_str(), formatted.size() + 1);
            count++;
        }
        return count;
    } catch (...) {
        return CAIRN_PHONE_NUMBERS_FAILED;
    }
}

extern "C" int32_t cairn_phone_numbers_prepare(void) {
    try {
        PhoneNumberUtil *util = PhoneNumberUtil::GetInstance();
        // It writes to standard output unless told otherwise, and that belongs to a worker's protocol.
        util->SetLogger(new NullLogger);
    } catch (...) {
        return CAIRN_PHONE_NUMBERS_FAILED;
    }
    // One search in each way of writing builds the expressions that all regions share.
    cairn_phone_number found[4];
    const char with_code[] = "+32 2 555 01 47, +1 212-736-5000 ext. 23, \xef\xbc\x8b\xd9\xa3\xd9\xa2";
    const char without_code[] = "(020) 7946 0018";
    int32_t first = cairn_phone_numbers_find(with_code, sizeof with_code - 1, "", found, 4);
    int32_t second = cairn_phone_numbers_find(without_code, sizeof without_code - 1, "GB", found, 4);
    return first < 0 || second < 0 ? CAIRN_PHONE_NUMBERS_FAILED : 0;
}
