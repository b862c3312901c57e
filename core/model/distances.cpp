// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/distances.h"

#include <array>
#include <immintrin.h>

namespace leptune {
namespace {

constexpr std::array<double, 14> inverseFactorials()
{
    std::array<double, 14> result{};
    double factorial = 1.0;
    for (std::size_t i = 0; i < result.size(); ++i) {
        factorial *= i == 0 ? 1.0 : static_cast<double>(i);
        result[i] = 1.0 / factorial;
    }
    return result;
}
constexpr auto kInverseFactorials = inverseFactorials();

} // namespace

std::vector<float> scaledRows(const Scale &scale, std::span<const float> rows, std::size_t width)
{
    std::vector<float> result(rows.begin(), rows.end());
    if (!scale.offset.empty())
        applyStep(scale, rows.data(), static_cast<int>(width), rows.size() / width, result.data());
    return result;
}

PointSet::PointSet(std::span<const float> points, std::size_t width)
    : m_count(width == 0 ? 0 : points.size() / width),
      m_width(width),
      m_values(groups() * 4 * width)
{
    for (std::size_t i = 0; i < m_count; ++i)
        for (std::size_t j = 0; j < width; ++j)
            m_values[(i / 4 * width + j) * 4 + i % 4] = points[i * width + j];
}

void PointSet::squaredDistances(const float *x, std::size_t group, double *out) const
{
    const float *values = m_values.data() + group * 4 * m_width;
    __m256d sum = _mm256_setzero_pd();
    for (std::size_t j = 0; j < m_width; ++j, values += 4) {
        const __m256d point = _mm256_cvtps_pd(_mm_loadu_ps(values));
        const __m256d difference = _mm256_sub_pd(_mm256_set1_pd(static_cast<double>(x[j])), point);
        sum = _mm256_fmadd_pd(difference, difference, sum);
    }
    _mm256_storeu_pd(out, sum);
}

void exp4(const double *x, double *out)
{
    // exp(x) = 2^n exp(r), |r| <= ln(2)/2, exp(r) by its series to the 13th power (Horner).
    const __m256d lowest = _mm256_set1_pd(-708.0);
    const __m256d value = _mm256_loadu_pd(x);
    const __m256d clamped = _mm256_min_pd(_mm256_max_pd(value, lowest), _mm256_set1_pd(709.0));
    const __m256d n = _mm256_round_pd(_mm256_mul_pd(clamped, _mm256_set1_pd(1.4426950408889634)),
                                      _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
    __m256d r = _mm256_fnmadd_pd(n, _mm256_set1_pd(6.93147180369123816490e-01), clamped);
    r = _mm256_fnmadd_pd(n, _mm256_set1_pd(1.90821492927058770002e-10), r);
    __m256d sum = _mm256_set1_pd(kInverseFactorials[13]);
    for (std::size_t i = 13; i-- > 0;)
        sum = _mm256_fmadd_pd(sum, r, _mm256_set1_pd(kInverseFactorials[i]));
    const __m256i exponent = _mm256_cvtepi32_epi64(_mm256_cvtpd_epi32(n));
    const __m256i power =
        _mm256_slli_epi64(_mm256_add_epi64(exponent, _mm256_set1_epi64x(1023)), 52);
    const __m256d result = _mm256_mul_pd(sum, _mm256_castsi256_pd(power));
    const __m256d below = _mm256_cmp_pd(value, lowest, _CMP_LT_OQ);
    const __m256d missing = _mm256_cmp_pd(value, value, _CMP_UNORD_Q);
    _mm256_storeu_pd(out, _mm256_blendv_pd(_mm256_andnot_pd(below, result), value, missing));
}

} // namespace leptune
